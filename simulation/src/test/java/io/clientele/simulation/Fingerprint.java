package io.clientele.simulation;

/** Folds every bit that a shop says into one number (FNV-1a). */
final class Fingerprint implements ShopSink {

    long hash = 0xcbf29ce484222325L;
    long events;

    private void add(long value) {
        for (int i = 0; i < 64; i += 8) {
            hash = (hash ^ ((value >>> i) & 0xff)) * 0x100000001b3L;
        }
    }

    @Override
    public void customer(CustomerTruth truth) {
        add(Double.doubleToLongBits(truth.purchaseRate()));
        add(Double.doubleToLongBits(truth.aliveUntil()));
        add(Double.doubleToLongBits(truth.meanSpend()));
    }

    @Override
    public void line(long customer, long order, long time, String product, int quantity, double amount) {
        events++;
        add(customer);
        add(order);
        add(time);
        add(product.hashCode());
        add(quantity);
        add(Double.doubleToLongBits(amount));
    }

    @Override
    public void touch(long customer, long time, String channel, double cost) {
        events++;
        add(time);
        add(channel.hashCode());
        add(Double.doubleToLongBits(cost));
    }

    @Override
    public void activity(long customer, long time, String kind, double amount) {
        events++;
        add(time);
        add(kind.hashCode());
        add(Double.doubleToLongBits(amount));
    }
}
