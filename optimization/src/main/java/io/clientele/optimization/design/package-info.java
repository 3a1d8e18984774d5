/** Designs of experiments: several changes at once, groups instead of single customers, and turns in time. */
package io.clientele.optimization.design;
