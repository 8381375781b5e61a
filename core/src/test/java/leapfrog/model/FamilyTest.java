package leapfrog.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks what families are written as. */
class FamilyTest {
    @ParameterizedTest
    @EnumSource
    void printedFamiliesAreReadBack(Family.Kind kind) {
        Family family = Family.of(kind);
        assertEquals(family, Family.parse(family.text()));
        for (String parameter : kind.parameters()) {
            Family fixed = new Family(kind, Map.of(parameter, 0.1));
            assertEquals(fixed, Family.parse(fixed.text()));
        }
    }

    @Test
    void spacesDoNotCount() {
        Family family = Family.parse(" student_t ( nu = 4.5 , sigma=1 ) ");
        assertEquals(new Family(Family.Kind.STUDENT_T, Map.of("nu", 4.5, "sigma", 1.0)), family);
        assertEquals("student_t(nu=4.5, sigma=1)", family.text());
        assertEquals(
                "gaussian(sigma=1.0E20)", Family.parse("gaussian(sigma=1e20)").text());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        gausian               | no such family (did you mean gaussian?); families are: gaussian, student_t, bernoulli, binomial, poisson, negative_binomial
        ''                    | no such family; families are: gaussian,
        Poisson               | no such family (did you mean poisson?)
        poisson(              | it should end with ')' after the parameters, as in student_t(nu=4)
        poisson()             | poisson has no parameter to fix
        poisson(sqrt)         | links are fixed, that of poisson is log; write 'poisson'
        bernoulli(link = "logit") | links are fixed, that of bernoulli is logit; write 'bernoulli'
        gaussian(log)         | links are fixed, that of gaussian is identity; write 'gaussian'
        student_t(4)          | in parentheses stands a parameter to fix, as in student_t(nu=4)
        student_t(df=4)       | in parentheses stands a parameter to fix, as in student_t(nu=4)
        student_t(nu=4, nu=5) | nu is there twice
        student_t(nu=four)    | nu 'four' is not a number
        student_t(nu=4d)      | nu '4d' is not a number
        student_t(nu=1e999)   | nu is 1e999; it must be positive and finite
        student_t(nu=-1)      | nu is -1; it must be positive and finite
        gaussian(sigma=NaN)   | sigma 'NaN' is not a number
        """)
    void whatIsNoFamilyIsExplained(String text, String why) {
        String message =
                assertThrows(InputException.class, () -> Family.parse(text)).getMessage();
        String start = "family '" + text + "': " + why;
        assertEquals(start, message.substring(0, Math.min(start.length(), message.length())));
    }
}
