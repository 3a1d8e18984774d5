package io.clientele.prediction.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.contract.SharedFiles;
import io.clientele.core.io.CsvSource;
import io.clientele.core.io.TableData;
import io.clientele.core.io.TableReader;
import io.clientele.core.stats.Interval;
import io.clientele.prediction.survival.CoxModel;
import io.clientele.prediction.survival.CoxRegression;
import io.clientele.prediction.survival.SurvivalTable;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** "Whom to keep" in docs/survival.md, on real customers. */
class RetentionGuideTest {

    @Test
    void telco() {
        Path file = SharedFiles.data("telco-churn/telco_churn.csv");
        TableData telco = TableReader.create()
                .withFeatures("SeniorCitizen", "MonthlyCharges")
                .withCategorical("Contract", "InternetService", "PaymentMethod", "Partner")
                .withNumbers("tenure")
                .withTexts("customerID", "Churn")
                .read(CsvSource.of(file));
        int[] left = telco.texts("Churn").stream()
                .mapToInt(churn -> churn.equals("Yes") ? 1 : 0)
                .toArray();
        SurvivalTable customers =
                SurvivalTable.of(telco.numbers("tenure"), left).withFeatures(telco.features());
        CoxModel model = CoxRegression.create().fit(customers);

        int[] stillThere = IntStream.range(0, customers.rows())
                .filter(row -> left[row] == 0)
                .toArray();
        double[] charges = telco.features().column("MonthlyCharges");
        double[] yearly =
                Arrays.stream(stillThere).mapToDouble(row -> 12 * charges[row]).toArray();
        List<String> ids = Arrays.stream(stillThere)
                .mapToObj(row -> telco.texts("customerID").get(row))
                .toList();
        ActiveCustomers active =
                ActiveCustomers.of(customers.selectRows(stillThere), yearly).withIds(ids);

        RetentionList list = RetentionCampaign.within(3)
                .withCost(10)
                .withSuccess(0.2)
                .withBudget(1_000)
                .rank(ChurnModel.of(model), active);
        RetentionContact first = list.contacts().get(0);
        Interval sure = first.riskInterval();
        Reason why = first.reasons().get(0);
        assertThat(customers.rows()).isEqualTo(7043);
        assertThat(active.rows()).isEqualTo(5174);
        assertThat(list.contacts()).hasSize(100);
        assertThat(list.worthwhile()).isEqualTo(1083);
        assertThat(list.spent()).isEqualTo(1000);
        assertThat(list.gain()).isCloseTo(7_363, within(0.5));
        assertThat(list.gainInterval().lower()).isCloseTo(4_403, within(0.5));
        assertThat(list.gainInterval().upper()).isCloseTo(9_581, within(0.5));
        assertThat(list.extrapolated()).isEqualTo(31);
        assertThat(first.customer()).isEqualTo("4989-LIXVT");
        // R 4.2.2: 1 - S(71)/S(68) of survfit(coxph(Surv(tenure, Churn) ~ the same columns), newdata = this customer)
        assertThat(first.risk()).isCloseTo(0.8748946, within(5e-8));
        assertThat(sure.lower()).isCloseTo(0.690, within(5e-4));
        assertThat(sure.upper()).isCloseTo(0.949, within(6e-4));
        assertThat(why.text()).isEqualTo("Contract=Two year is 0, on average 0.3183: leaves at 3.00 times the rate");
    }
}
