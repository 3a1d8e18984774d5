package io.clientele.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.reflect.Method;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Values from mpmath 1.3.0 with 40 digits: incomplete gamma functions by {@code gammainc}, incomplete beta functions by the
 * continued fraction of Abramowitz and Stegun 26.5.8 run until 1e-36, quantiles by bisection of these. Arguments are doubles.
 */
class DistributionsOracleTest {

    @ParameterizedTest
    @CsvSource(delimiter = ' ', textBlock = """
            normalCdf 0.5 0.69146246127401310364
            normalSurvival 0.5 0.30853753872598689636
            normalCdf -3.2 0.00068713793791584803162
            normalSurvival -3.2 0.99931286206208415197
            normalCdf 1.959963984540054 0.97499999999999998912
            normalSurvival 1.959963984540054 0.025000000000000010876
            normalCdf 8.25 0.9999999999999999208
            normalSurvival 8.25 7.919726314642477341e-17
            normalCdf 30 1.0
            normalSurvival 30 4.9067139271481870595e-198
            normalCdf -37.5 4.6053530095819548438e-308
            normalSurvival -37.5 1.0
            studentSurvival 0.3,1 0.40722642092225765968
            studentCdf 0.3,1 0.59277357907774234032
            studentSurvival 2.5,4.5 0.029952843251100272219
            studentCdf 2.5,4.5 0.97004715674889972778
            studentSurvival -6,30 0.99999930286156163976
            studentCdf -6,30 6.971384383602371351e-7
            studentSurvival 40,12 1.9256147903860169062e-14
            studentCdf 40,12 0.99999999999998074385
            studentSurvival 1e6,3 1.102657790839614531e-18
            studentCdf 1e6,3 0.9999999999999999989
            studentSurvival 25,1000 7.6017706916606395214e-108
            studentCdf 25,1000 1.0
            chiSquaredSurvival 3.84,1 0.050043521248705103189
            chiSquaredSurvival 0.01,1 0.92034432544594203624
            chiSquaredSurvival 10,4 0.04042768199451280258
            chiSquaredSurvival 100,2.5 5.686329857837828858e-22
            chiSquaredSurvival 90,100 0.75319796559982972729
            chiSquaredSurvival 1e-8,0.5 0.99072270392348728758
            fSurvival 0.5,3,7 0.69403638756881372389
            fSurvival 4.2,2,30 0.024651903288156615498
            fSurvival 900,1,5 7.7186486204960519859e-7
            fSurvival 1e-5,5,2 0.9999999999968751953
            fSurvival 60,10,1000 4.6372506060416745315e-95
            betaCdf 0.3,2,5 0.57982499999999997601
            betaSurvival 0.3,2,5 0.42017500000000002399
            betaCdf 1e-9,0.5,3 0.000059292706088628643581
            betaSurvival 1e-9,0.5,3 0.99994070729391137136
            betaCdf 0.999,0.05,8 1.0
            betaSurvival 0.999,0.05,8 7.1080467902770947662e-27
            betaCdf 0.02,3,400 0.98729248263270132328
            betaSurvival 0.02,3,400 0.01270751736729867672
            betaCdf 0.0001,1,100000 0.99995462276604103885
            betaSurvival 0.0001,1,100000 0.000045377233958961151347
            betaCdf 0.51,5000,5000 0.97725796767542545384
            betaSurvival 0.51,5000,5000 0.022742032324574546157
            gammaCdf 2,3,0.7 0.54405532867136434481
            gammaCdf 1e-6,0.1,1 0.26403365432792232486
            gammaCdf 300,10,4 1.0
            gammaCdf 5000,5000,1 0.50188063403381735535
            normalQuantile 0.975 1.9599639845400538556
            normalQuantile 0.025 -1.9599639845400542118
            normalQuantile 1e-12 -7.0344838253011319326
            normalQuantile 0.999999999 5.9978070196016374264
            studentQuantile 0.975,3 3.1824463052837084359
            studentQuantile 0.9,1 3.0776835371752541331
            studentQuantile 0.6,10 0.26018482949208017615
            studentQuantile 0.9995,2.5 18.277893528131457681
            studentQuantile 0.50001,8 0.000025859905143661421525
            studentQuantile 0.975,200 1.9718962236339089963
            chiSquaredQuantile 0.95,1 3.8414588206941244691
            chiSquaredQuantile 0.05,1 0.0039321400000195231684
            chiSquaredQuantile 1e-6,1 1.5707963267957189441e-12
            chiSquaredQuantile 0.001,2 0.002001000667167067042
            chiSquaredQuantile 0.975,100 129.56119718583658633
            chiSquaredQuantile 0.025,0.3 2.6300743566293618286e-11
            betaQuantile 0.025,1,1000000 2.5317807663794178967e-8
            betaQuantile 0.975,2,999999 5.5716306551722432843e-6
            betaQuantile 0.5,2,5 0.26444998329565996232
            betaQuantile 0.01,0.05,3 2.3000470006648418257e-41
            betaQuantile 0.025,30,70 0.21466799296798693013
            betaQuantile 0.975,5000,5001 0.50974864834840141459
            betaQuantile 0.025,12,988 0.0062217623588169005144
            betaQuantile 0.5,0.5,0.5 0.5
            gammaQuantile 0.025,1,1e-6 2.5317807984289875681e-8
            gammaQuantile 0.5,0.1,1 0.00059339110446022617358
            gammaQuantile 0.975,50,2 129.56119718583658633
            gammaQuantile 0.01,3,1000 436.04516507829314996
            gammaQuantile 0.001,0.5,1 7.8539857463124497236e-7
            """)
    void agreesWithMpmath(String function, String arguments, double expected) throws ReflectiveOperationException {
        double[] given = Arrays.stream(arguments.split(","))
                .mapToDouble(Double::parseDouble)
                .toArray();
        Class<?>[] types = new Class<?>[given.length];
        Arrays.fill(types, double.class);
        Method method = Distributions.class.getMethod(function, types);
        double actual =
                (double) method.invoke(null, Arrays.stream(given).boxed().toArray());
        // the library's root finder stops at a relative 1e-11; all else is rounding, worst in normal tails of 1e-300
        double relative = function.endsWith("Quantile") ? 2e-11 : 1e-12;
        assertThat(actual).isEqualTo(expected, within(relative * Math.abs(expected)));
    }
}
