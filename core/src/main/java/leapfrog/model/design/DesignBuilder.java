package leapfrog.model.design;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import leapfrog.model.Design;
import leapfrog.model.Design.GroupCoefficient;
import leapfrog.model.Design.GroupTerm;
import leapfrog.model.Design.PopulationTerm;
import leapfrog.model.Family;
import leapfrog.model.InputException;
import leapfrog.model.Table;
import leapfrog.model.formula.Expression;
import leapfrog.model.formula.Expression.Call;
import leapfrog.model.formula.Formula;
import leapfrog.model.formula.Terms;
import org.jspecify.annotations.Nullable;

/** Builds the design that a formula makes of a table, and of further rows as that table codes them. */
public final class DesignBuilder {
    private final Formula formula;
    private final Terms terms;
    private final Table table;
    private final UsedColumns columns;
    private final Factors factors;
    private final Calculation calculation;
    private final EffectColumns effects;
    private final Responses responses;

    private DesignBuilder(Formula formula, Table table, Family family) {
        this.formula = formula;
        this.table = table;
        this.terms = formula.terms();
        ResponseAdditions additions = new ResponseAdditions(formula);
        additions.requireFit(family);
        this.columns = columns(formula, terms, additions, table);
        this.factors = new TableFactors(columns);
        this.calculation = new Calculation(columns);
        this.effects = new EffectColumns(factors, calculation, columns.rows().length);
        this.responses = new ResponseColumns(formula.response().value(), additions, family, columns, calculation);
    }

    /** Of further rows, as the first ones are coded; the first design has been built. */
    private DesignBuilder(DesignBuilder first, Table further, Family family) {
        this.formula = first.formula;
        this.table = further;
        this.terms = first.terms;
        ResponseAdditions additions = new ResponseAdditions(formula).of(further);
        this.columns = furtherColumns(formula, terms, additions, further);
        this.factors = first.factors.of(columns);
        this.calculation = first.calculation.of(columns);
        this.effects = new EffectColumns(factors, calculation, columns.rows().length);
        this.responses = new FurtherResponse(
                formula.response().value(), additions, family, further, columns, calculation, first.responses.levels());
    }

    /** Builds a design of a gaussian response. */
    public static Design build(Formula formula, Table table) {
        return build(formula, table, Family.GAUSSIAN);
    }

    /**
     * Builds a design. Rows with a missing value in a used column are left out.
     *
     * @throws InputException if the formula does not fit the table: no such column, text where a number must be, an infinite value,
     *     no row left; or the response, or what is said about it, does not fit the family; the message says where
     */
    public static Design build(Formula formula, Table table, Family family) {
        return new DesignBuilder(formula, table, family).build();
    }

    /**
     * Builds the design of further rows as a first table codes them: with its levels, its contrasts, and the constants that {@code
     * scale( )} and {@code center( )} take from its used rows.
     *
     * <p>Of the further rows' columns, those of effects and offsets are needed; a row with a missing value in one of them is left out.
     * Where the response is absent or missing, it is NaN; where a column of {@code se( )} or {@code trials( )} is absent, the addition is
     * null; weights are left out. A group that the first table has not is a new level, behind the known ones in the order of first rows;
     * a row whose grouping column is absent or missing is in a group of its own.
     *
     * @throws InputException as {@link #build}, or if a factor of an effect has a level that the first table has not
     */
    public static Design again(Formula formula, Table first, Table further, Family family) {
        DesignBuilder known = new DesignBuilder(formula, first, family);
        known.build();
        return new DesignBuilder(known, further, family).build();
    }

    /**
     * The part of a table that a formula uses, all rows of it: enough to build the same design again.
     *
     * @throws InputException as {@link #build}
     */
    public static Table usedPart(Formula formula, Table table) {
        return table.only(columns(formula, formula.terms(), new ResponseAdditions(formula), table)
                .names());
    }

    /**
     * Refuses a formula that fits no part of a table, whatever its rows are.
     *
     * @throws InputException as {@link #build} for what the formula says by itself, and for a column that the table has not
     */
    public static void check(Formula formula, Table table, Family family) {
        Terms terms = formula.terms();
        ResponseAdditions additions = new ResponseAdditions(formula);
        additions.requireFit(family);
        UsedColumns.find(used(formula, terms), perhapsConstant(terms, additions), table);
    }

    /** Names of the columns whose values a formula takes for levels even where they are numbers: those of groups and of {@code factor( )}. */
    public static Set<String> levelColumns(Formula formula) {
        Terms terms = formula.terms();
        return Stream.concat(
                        groupings(terms).stream(),
                        effects(terms).stream()
                                .filter(one -> one instanceof Call call
                                        && call.function().equals("factor")))
                .flatMap(one -> one.names().stream())
                .map(Expression.Name::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The {@code scale( )} and {@code center( )} of a formula, whose constants are those of all rows together. */
    public static List<String> constantsOfAllRows(Formula formula) {
        return Stream.of(
                        used(formula, formula.terms()),
                        formula.terms().offsets(),
                        new ResponseAdditions(formula).expressions())
                .flatMap(List::stream)
                .flatMap(DesignBuilder::calls)
                .filter(call -> List.of("scale", "center").contains(call.function()))
                .map(Expression::toString)
                .distinct()
                .toList();
    }

    private static Stream<Call> calls(Expression expression) {
        return switch (expression) {
            case Call call ->
                Stream.concat(Stream.of(call), call.arguments().stream().flatMap(DesignBuilder::calls));
            case Expression.Sum sum -> sum.summands().stream().flatMap(one -> calls(one.term()));
            case Expression.Binary binary -> Stream.concat(calls(binary.left()), calls(binary.right()));
            case Expression.Name _, Expression.Literal _, Expression.Group _ -> Stream.of();
        };
    }

    private static UsedColumns columns(Formula formula, Terms terms, ResponseAdditions additions, Table table) {
        return UsedColumns.of(used(formula, terms), perhapsConstant(terms, additions), table);
    }

    private static List<Expression> perhapsConstant(Terms terms, ResponseAdditions additions) {
        return Stream.concat(additions.expressions().stream(), terms.offsets().stream())
                .toList();
    }

    private static UsedColumns furtherColumns(
            Formula formula, Terms terms, ResponseAdditions additions, Table further) {
        List<Expression> needed = new ArrayList<>(effects(terms));
        needed.addAll(terms.offsets());
        needed.addAll(additions.expressions());
        List<Expression> perhaps = new ArrayList<>(groupings(terms));
        perhaps.add(formula.response().value());
        return UsedColumns.further(needed, perhaps, further);
    }

    private static List<Expression> used(Formula formula, Terms terms) {
        return Stream.of(List.of(formula.response().value()), effects(terms), groupings(terms))
                .flatMap(List::stream)
                .toList();
    }

    private static List<Expression> effects(Terms terms) {
        return Stream.concat(
                        variables(terms.population()),
                        terms.groups().stream().flatMap(group -> variables(group.effects())))
                .toList();
    }

    private static List<Expression> groupings(Terms terms) {
        return terms.groups().stream()
                .flatMap(group -> group.grouping().stream())
                .toList();
    }

    private static Stream<Expression> variables(Terms.Effects effects) {
        return effects.interactions().stream()
                .flatMap(term -> term.variables().stream())
                .distinct();
    }

    private Design build() {
        double[] response = responses.values();
        List<GroupTerm> groups = new ArrayList<>();
        Set<List<Object>> seen = new HashSet<>();
        for (Terms.GroupEffects group : terms.groups()) {
            GroupTerm term = group(group);
            for (GroupCoefficient coefficient : term.coefficients()) {
                if (!seen.add(List.of(term.factor(), coefficient.name()))) {
                    throw group.place()
                            .error(coefficient.name() + " varies by "
                                    + factors.all().get(term.factor()).name()
                                    + " twice; leave it out of one group term");
                }
            }
            groups.add(term);
        }
        List<PopulationTerm> population = effects.population(terms.population());
        refuseAmbiguous(population, groups);
        return new Design(
                formula.toString(),
                table.rows(),
                columns.rows(),
                formula.response().value().toString(),
                response,
                responses.levels(),
                List.copyOf(factors.all()),
                List.copyOf(population),
                List.copyOf(groups),
                offset(),
                responses.additions(response));
    }

    /** Names decide which effect a group coefficient varies, so one name must mean one effect. */
    private static void refuseAmbiguous(List<PopulationTerm> population, List<GroupTerm> groups) {
        Map<String, PopulationTerm> named = new HashMap<>();
        for (PopulationTerm term : population) {
            if (named.put(term.name(), term) != null) {
                throw ambiguous(term.name());
            }
        }
        for (GroupTerm group : groups) {
            for (GroupCoefficient coefficient : group.coefficients()) {
                PopulationTerm same = named.get(coefficient.name());
                if (same != null && (same.factor() >= 0 || !Arrays.equals(same.covariate(), coefficient.covariate()))) {
                    throw ambiguous(coefficient.name());
                }
            }
        }
    }

    private static InputException ambiguous(String name) {
        return new InputException("two different effects would be called '" + name + "'; rename a column");
    }

    private GroupTerm group(Terms.GroupEffects group) {
        int factor = factors.index(group.grouping(), false);
        List<GroupCoefficient> coefficients = effects.group(group.effects(), group.place());
        if (coefficients.isEmpty()) {
            throw group.place().error("nothing varies by group here; write (1 | g), (0 + x | g) or (1 + x | g)");
        }
        return new GroupTerm(factor, List.copyOf(coefficients), group.correlated() && coefficients.size() > 1);
    }

    /** The sum of all offsets; null without one. */
    private double @Nullable [] offset() {
        double[] total = null;
        for (Call offset : terms.offsets()) {
            if (offset.arguments().size() != 1) {
                throw offset.place().error("offset( ) takes one argument, as offset(log(time))");
            }
            double[] values = calculation.value(offset.arguments().getFirst());
            if (total == null) {
                total = values.clone();
            } else {
                for (int i = 0; i < total.length; i++) {
                    total[i] += values[i];
                }
            }
        }
        return total;
    }
}
