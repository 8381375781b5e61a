package leapfrog.math;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Compares log probabilities with values of 40 digits: mpmath 1.3, {@code log(exp(-m) * m**k / factorial(k))} by {@code loggamma}, and
 * {@code log(binomial(n, k) * p**k * (1 - p)**(n - k))} likewise, with the smaller
 * of p and q the double and the other what is missing to 1.
 */
class LogMassTest {
    @ParameterizedTest
    @CsvSource({
        "0,2.5,-2.5",
        "1,2.5,-1.5837092681258449348",
        "9,3.0,-5.9143168820684823887",
        "10,12.25,-2.2991532031681553815",
        "47,40.0,-3.4253882939713622356",
        "1000003,1000000.0,-7.8266998955131431392",
        "123456789,123450000.0,-10.421312872304649132",
        "1000000000000000.0,1000000030000000.0,-18.638326721660015658",
        "3,900.0,-881.38457517925512275",
        "5000,1.0,-37592.143508876766569"
    })
    void poisson(double k, double mean, double expected) {
        assertEquals(expected, LogMass.poisson(k, mean), 4e-14 * Math.max(1, Math.abs(expected)));
    }

    @ParameterizedTest
    @CsvSource({
        "0,5,0.3,0.7,-1.7833747196936618153",
        "5,5,0.3,0.7,-6.0198640216296801482",
        "2,5,0.3,0.7,-1.1753853474740234644",
        "7,30,0.25,0.75,-1.7943487742298191481",
        "420000,1000000,0.4,0.6,-836.08955946562860195",
        "1,1000000,1e-07,0.9999999,-2.4025849979940410581",
        "499999000,1000000000.0,0.5,0.5,-10.589424271365934344",
        "0,1000000000.0,1e-09,0.999999999,-1.0000000005000000626",
        "12,12,0.9999999,1e-07,-1.2000000600000039457e-6"
    })
    void binomial(double k, double n, double p, double q, double expected) {
        assertEquals(expected, LogMass.binomial(k, n, p, q), 4e-14 * Math.max(1, Math.abs(expected)));
    }
}
