package io.clientele.core.io;

import io.clientele.core.data.ActivityLog;
import java.util.List;

/** Rows to activities. */
final class ActivityFiller extends Filler<ActivityLog> {

    private final ActivityLog.Builder log = ActivityLog.builder();
    private final int time;
    private final int kind;
    private final int amount;

    ActivityFiller(TableSource source, TableRows rows, Tally tally, Parts parts, boolean withoutAnonymous) {
        super(rows, tally, parts.index(Part.CUSTOMER, source, rows.header()), withoutAnonymous);
        List<String> header = rows.header();
        this.time = parts.index(Part.TIME, source, header);
        this.kind = parts.index(Part.KIND, source, header);
        this.amount = parts.index(Part.AMOUNT, source, header);
    }

    @Override
    boolean add(int customer) {
        String what = id(kind, "a kind");
        double value = amount < 0 || rows.isBlank(amount) ? 0 : number(amount, "amount");
        long millis = rows.time(time);
        log.customer(rows.text(customer)).time(millis).kind(what).amount(value).add();
        return true;
    }

    @Override
    ActivityLog build() {
        return log.build();
    }
}
