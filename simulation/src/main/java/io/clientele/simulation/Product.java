package io.clientele.simulation;

import io.clientele.core.internal.check.Check;
import java.util.Objects;

/**
 * Something the shop sells, and how its demand follows its price.
 *
 * @param name what order lines are labelled with
 * @param listPrice the usual price
 * @param unitsPerOrder units expected in an order at the usual price
 * @param elasticity expected units go with (price / usual price) to this power; below 0 for ordinary goods
 */
public record Product(String name, double listPrice, double unitsPerOrder, double elasticity) {

    /**
     * Refuses prices that are not above 0 and demand that cannot be drawn.
     *
     * @param name what order lines are labelled with
     * @param listPrice above 0
     * @param unitsPerOrder from 0 to 100
     * @param elasticity from -10 to 10
     */
    public Product {
        Objects.requireNonNull(name, "name");
        Check.positive("listPrice", listPrice);
        Check.between("unitsPerOrder", unitsPerOrder, 0, 100);
        Check.between("elasticity", elasticity, -10, 10);
    }
}
