package io.clientele.core.io;

import io.clientele.core.data.TouchpointLog;
import java.util.List;

/** Rows to touches. */
final class TouchpointFiller extends Filler<TouchpointLog> {

    private final TouchpointLog.Builder log = TouchpointLog.builder();
    private final int time;
    private final int channel;
    private final int campaign;
    private final int kind;
    private final int cost;

    TouchpointFiller(TableSource source, TableRows rows, Tally tally, Parts parts, boolean withoutAnonymous) {
        super(rows, tally, parts.index(Part.CUSTOMER, source, rows.header()), withoutAnonymous);
        List<String> header = rows.header();
        this.time = parts.index(Part.TIME, source, header);
        this.channel = parts.index(Part.CHANNEL, source, header);
        this.campaign = parts.index(Part.CAMPAIGN, source, header);
        this.kind = parts.index(Part.KIND, source, header);
        this.cost = parts.index(Part.COST, source, header);
    }

    @Override
    boolean add(int customer) {
        String through = id(channel, "a channel");
        double money = cost < 0 || rows.isBlank(cost) ? 0 : number(cost, "cost");
        if (money < 0) {
            throw new BadValue(
                    rows.header().get(cost),
                    rows.text(cost),
                    "out of range",
                    "is out of range: cost must be at least 0");
        }
        long millis = rows.time(time);
        log.customer(rows.text(customer)).time(millis).channel(through).cost(money);
        if (campaign >= 0 && !rows.isBlank(campaign)) {
            log.campaign(rows.text(campaign));
        }
        if (kind >= 0 && !rows.isBlank(kind)) {
            log.kind(rows.text(kind));
        }
        log.add();
        return true;
    }

    @Override
    TouchpointLog build() {
        return log.build();
    }
}
