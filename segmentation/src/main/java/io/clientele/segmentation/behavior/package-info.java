/** How customers behave on the way: sessions, funnels, paths, and what their baskets are made of. */
package io.clientele.segmentation.behavior;
