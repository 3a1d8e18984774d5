/** Commands that read a file, fit and print: thin examples of the library's API. */
package io.clientele.cli;
