/** Checks of arguments, with texts that say the name, the rule and the value. */
package io.clientele.core.internal.check;
