/** How an algorithm is asked, run and reported on: the words that every module shares. */
package io.clientele.core;
