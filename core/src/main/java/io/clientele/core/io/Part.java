package io.clientele.core.io;

import java.util.List;
import java.util.Locale;

/** What a column can be for, and the names by which it is told, the surest first. Names are compared by their letters and digits. */
enum Part {
    CUSTOMER(
            "customer",
            "customerid customerno customernumber customercode customerkey custid",
            "clientid userid buyerid memberid visitorid shopperid accountid personid",
            "customer client user buyer member visitor shopper account"),
    TIME(
            "time",
            "orderdate ordertime orderdatetime ordertimestamp orderedat placedat invoicedate "
                    + "purchasedate purchasetime purchasedat transactiondate transactiontime eventdate "
                    + "eventtime eventtimestamp touchtime clicktime visittime happenedat",
            "timestamp datetime date time at day",
            "createdat created createddate"),
    ORDER(
            "order",
            "orderid orderno ordernumber ordercode invoiceno invoiceid invoicenumber",
            "transactionid basketid receiptid purchaseid",
            "order invoice transaction basket receipt"),
    PRODUCT(
            "product",
            "productid productcode productno productnumber stockcode sku itemid articleid",
            "product item article productname itemname"),
    QUANTITY("quantity", "quantity qty units pieces unitcount"),
    PRICE("price", "unitprice priceperunit itemprice", "price"),
    AMOUNT(
            "amount",
            "amount lineamount linetotal lineprice totalprice totalamount orderamount",
            "total revenue sales spend spent value ordervalue ordertotal dollars"),
    CHANNEL("channel", "channel channelname marketingchannel", "source medium touchpoint"),
    CAMPAIGN("campaign", "campaign campaignid campaignname"),
    COST("cost", "cost costs clickcost touchcost"),
    KIND("kind", "kind eventtype activitytype eventname activity", "event type action");

    private final String label;
    private final String names; // a line for each degree of sureness

    Part(String label, String... namesBySureness) {
        this.label = label;
        this.names = String.join("\n", namesBySureness);
    }

    /** What it is called in messages. */
    String label() {
        return label;
    }

    /** How sure a name is, from 0; -1 if it says nothing. */
    int rank(String column) {
        String plain = column.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
        List<String> lines = names.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (List.of(lines.get(i).split(" ", -1)).contains(plain)) {
                return i;
            }
        }
        return -1;
    }
}
