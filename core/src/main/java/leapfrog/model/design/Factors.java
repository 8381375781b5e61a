package leapfrog.model.design;

import java.util.List;
import leapfrog.model.Design.Factor;
import leapfrog.model.InputException;
import leapfrog.model.formula.Expression;

/** Groups rows for the terms of a formula. */
interface Factors {
    /** The groupings, in the order they were asked for. */
    List<Factor> all();

    /** Whether a variable is a factor: a text column or {@code factor(x)}. */
    boolean isFactor(Expression variable);

    /**
     * The levels of one column.
     *
     * @param variable a name or {@code factor(name)}
     * @throws InputException if it is something else
     */
    Factor levels(Expression variable);

    /**
     * The index of the factor that groups by these variables; one that has the same columns and levels is shared.
     *
     * @param crossed true for all combinations of levels, false for those that occur
     */
    int index(List<Expression> variables, boolean crossed);

    /** Groups further rows as these ones; all that they will be asked for, these have been asked for. */
    Factors of(UsedColumns further);
}
