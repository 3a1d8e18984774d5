/** What channels really add, from customers who were held out, and credits scaled to it. */
package io.clientele.attribution.incrementality;
