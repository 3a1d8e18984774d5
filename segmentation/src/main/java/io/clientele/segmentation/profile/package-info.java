/** What makes the customers of a segment different from the others, in numbers and in short rules. */
package io.clientele.segmentation.profile;
