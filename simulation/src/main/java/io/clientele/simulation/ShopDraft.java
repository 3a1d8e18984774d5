package io.clientele.simulation;

import java.time.Instant;
import java.util.List;

/** The options of a shop while some of them are changed. */
final class ShopDraft {

    long customers;
    long seed;
    Instant opening;
    int days;
    int joinDays;
    double r;
    double alpha;
    double a;
    double b;
    double p;
    double q;
    double gamma;
    Season season;
    double baseHazard;
    List<Double> coefficients;
    List<Channel> channels;
    List<Product> products;

    ShopDraft(Shop.Options o) {
        customers = o.customers();
        seed = o.seed();
        opening = o.opening();
        days = o.days();
        joinDays = o.joinDays();
        r = o.r();
        alpha = o.alpha();
        a = o.a();
        b = o.b();
        p = o.p();
        q = o.q();
        gamma = o.gamma();
        season = o.season();
        baseHazard = o.baseHazard();
        coefficients = o.coefficients();
        channels = o.channels();
        products = o.products();
    }

    Shop.Options options() {
        return new Shop.Options(
                customers,
                seed,
                opening,
                days,
                joinDays,
                r,
                alpha,
                a,
                b,
                p,
                q,
                gamma,
                season,
                baseHazard,
                coefficients,
                channels,
                products);
    }
}
