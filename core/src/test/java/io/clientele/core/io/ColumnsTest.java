package io.clientele.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ColumnsTest {

    private static void refused(String text, OrderColumns columns, String... header) {
        assertThatThrownBy(() -> columns.told(List.of(header)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(text);
    }

    @Test
    void usualNamesAreTold() {
        assertThat(OrderColumns.create()
                        .told(List.of("Customer ID", "Invoice", "StockCode", "Quantity", "InvoiceDate", "Price"))
                        .explanation())
                .containsExactly(
                        "customer: column 'Customer ID', told from its name",
                        "time: column 'InvoiceDate', told from its name",
                        "order: column 'Invoice', told from its name",
                        "product: column 'StockCode', told from its name",
                        "quantity: column 'Quantity', told from its name",
                        "price: column 'Price', told from its name");
        assertThat(OrderColumns.create().told(List.of("user_id", "created_at", "total")))
                .hasToString("OrderColumns[customer 'user_id', time 'created_at', amount 'total']");
        assertThat(TouchpointColumns.create().told(List.of("visitor", "timestamp", "source", "campaign", "cost")))
                .hasToString(
                        "TouchpointColumns[customer 'visitor', time 'timestamp', channel 'source', campaign 'campaign',"
                                + " cost 'cost']");
        assertThat(ActivityColumns.create().told(List.of("user", "time", "event")))
                .hasToString("ActivityColumns[customer 'user', time 'time', kind 'event']");
    }

    @Test
    void theSurerNameWins() {
        assertThat(OrderColumns.create()
                        .told(List.of("customer", "customer_id", "date", "order_date", "amount", "total")))
                .hasToString("OrderColumns[customer 'customer_id', time 'order_date', amount 'amount']");
    }

    @Test
    void whatIsStatedIsNotToldOtherwise() {
        OrderColumns columns =
                OrderColumns.create().withCustomer("order_id").withTime("b").withAmount("price");
        assertThat(columns.told(List.of("order_id", "b", "price", "customer_id", "date", "amount"))
                        .explanation())
                .containsExactly(
                        "customer: column 'order_id'",
                        "time: column 'b'",
                        "amount: column 'price'",
                        "not used: customer_id, date, amount");
    }

    @Test
    void twoColumnsForOnePartAreRefused() {
        refused(
                "the customer may be column 'customer' or 'client'; say which",
                OrderColumns.create(),
                "customer",
                "client",
                "date",
                "amount");
        refused(
                "the time may be column 'date' or 'time'; say which",
                OrderColumns.create(),
                "customer",
                "date",
                "time",
                "amount");
        refused(
                "the money may be the price 'unit_price' times the quantity or the amount 'total'; say which",
                OrderColumns.create(),
                "customer",
                "date",
                "unit_price",
                "total");
        assertThat(OrderColumns.create().withCustomer("client").told(List.of("customer", "client", "date", "amount")))
                .hasToString("OrderColumns[customer 'client', time 'date', amount 'amount']");
    }

    @Test
    void whatIsNeededAndNotThereIsSaid() {
        refused(
                "no column looks like the customer; say which it is; the columns are [date, amount]",
                OrderColumns.create(),
                "date",
                "amount");
        refused(
                "no column looks like the amount; say which it is; the columns are [customer, date]",
                OrderColumns.create(),
                "customer",
                "date");
        CsvSource none = CsvSource.of(java.nio.file.Path.of("none.csv"));
        assertThatThrownBy(() ->
                        LogReader.create().orders(none, OrderColumns.create().withCustomer("c")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no column is stated as the time");
        assertThatThrownBy(() -> LogReader.create().touchpoints(none, TouchpointColumns.create()))
                .hasMessage("no column is stated as the customer");
        assertThatThrownBy(() -> LogReader.create()
                        .activities(
                                none, ActivityColumns.create().withCustomer("c").withTime("t")))
                .hasMessage("no column is stated as the kind");
    }

    @Test
    void statementsThatCannotBe() {
        assertThatThrownBy(() -> OrderColumns.create().withPrice("a").withAmount("b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("state the price of a unit or the amount of the line, not both");
        assertThatThrownBy(() -> OrderColumns.create().withAmount("b").withPrice("a"))
                .hasMessage("state the price of a unit or the amount of the line, not both");
        assertThatThrownBy(() -> OrderColumns.create().withCustomer(" "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the column of the customer must not be blank");
    }

    @Test
    void columnsAreValues() {
        assertThat(OrderColumns.create().withCustomer("a"))
                .isEqualTo(OrderColumns.create().withCustomer("a"))
                .hasSameHashCodeAs(OrderColumns.create().withCustomer("a"))
                .isNotEqualTo(OrderColumns.create().withCustomer("b"))
                .isNotEqualTo(OrderColumns.create().withTime("a"));
    }
}
