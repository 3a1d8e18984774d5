/** What worked: paths of customers to a conversion, and the credit each channel on them deserves. */
package io.clientele.attribution;
