package leapfrog.model.formula;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import leapfrog.model.formula.Expression.Binary;
import leapfrog.model.formula.Expression.Call;
import leapfrog.model.formula.Expression.Group;
import leapfrog.model.formula.Expression.Literal;
import leapfrog.model.formula.Expression.Name;
import leapfrog.model.formula.Expression.Operator;
import leapfrog.model.formula.Expression.Sum;
import leapfrog.model.formula.Expression.Summand;

/**
 * Expands syntax to terms by the rules of R's {@code terms.formula}: a term is a set of variables, {@code *} is
 * {@code a + b + a:b}, {@code a/b} joins b to all of a, repeated terms count once, terms are ordered by their number of variables,
 * and the last 0 or 1 decides on the intercept.
 *
 * <p>Where R is silent and a reader would be misled, this is an error: a number other than 0 or 1, a number as an operand of
 * anything but a sum, a minus before the first term, the response among the predictors.
 */
final class Expansion {
    private static final int MOST_PRODUCTS = 100_000;

    private final Expression response;
    private final Map<Expression, Integer> variables;
    private final List<Call> offsets = new ArrayList<>();
    private final List<Group> groups = new ArrayList<>();
    private boolean intercept = true;
    private boolean adding = true;

    private Expansion(Expression response, Map<Expression, Integer> variables) {
        this.response = response;
        this.variables = variables;
    }

    static Terms expand(Formula formula) {
        Expression response = formula.response().value();
        Map<Expression, Integer> variables = new LinkedHashMap<>();
        Expansion population = new Expansion(response, variables);
        Set<List<Integer>> terms = population.summand(formula.predictor(), true);

        List<Terms.GroupEffects> groups = new ArrayList<>();
        for (Group group : population.groups) {
            Expansion part = new Expansion(response, variables);
            Set<List<Integer>> effects = part.summand(group.effects(), true);
            part.refuseAll();
            Terms.Effects named = part.effects(effects);
            for (List<Expression> grouping : Grouping.expand(group.grouping())) {
                groups.add(new Terms.GroupEffects(named, group.correlated(), grouping, group.place()));
            }
        }
        return new Terms(population.effects(terms), population.offsets, groups);
    }

    private void refuseAll() {
        if (!groups.isEmpty()) {
            throw groups.getFirst().place().error("a group term cannot stand in another; add it outside");
        }
        if (!offsets.isEmpty()) {
            throw offsets.getFirst().place().error("an offset cannot vary by group; add it outside");
        }
    }

    private Terms.Effects effects(Set<List<Integer>> terms) {
        List<Expression> byIndex = List.copyOf(variables.keySet());
        List<Terms.Interaction> sorted = terms.stream()
                .sorted(Comparator.comparingInt(List::size))
                .map(term ->
                        new Terms.Interaction(term.stream().map(byIndex::get).toList()))
                .toList();
        return new Terms.Effects(intercept, sorted);
    }

    /**
     * The terms of something that is added or taken away.
     *
     * @param top whether nothing but additions stands around it, so that groups and offsets may stand here
     */
    private Set<List<Integer>> summand(Expression expression, boolean top) {
        return switch (expression) {
            case Literal literal -> {
                if (literal.value() != 0 && literal.value() != 1) {
                    throw literal.place()
                            .error("a number as a term is 0 or 1, without or with intercept; a constant that is known"
                                    + " is an offset( )");
                }
                intercept = (literal.value() == 1) == adding;
                yield new LinkedHashSet<>();
            }
            case Group group
            when top -> {
                groups.add(group);
                yield new LinkedHashSet<>();
            }
            case Call call
            when top && isOffset(call) -> {
                offsets.add(call);
                yield new LinkedHashSet<>();
            }
            case Sum sum -> sum(sum, top);
            default -> terms(expression);
        };
    }

    private Set<List<Integer>> sum(Sum sum, boolean top) {
        Set<List<Integer>> terms = new LinkedHashSet<>();
        boolean first = true;
        for (Summand summand : sum.summands()) {
            if (summand.minus()) {
                adding = !adding;
                Set<List<Integer>> removed = summand(summand.term(), false);
                adding = !adding;
                if (first && !removed.isEmpty()) {
                    throw sum.place().error("there is nothing before this '-' to take a term from");
                }
                terms.removeAll(removed);
            } else {
                terms.addAll(summand(summand.term(), top));
            }
            first = false;
        }
        return terms;
    }

    private Set<List<Integer>> terms(Expression expression) {
        return switch (expression) {
            case Name name -> variable(name);
            case Call call
            when isOffset(call) -> throw call.place().error("an offset can only be added, as in y ~ x + offset(z)");
            case Call call -> variable(call);
            case Literal literal ->
                throw literal.place()
                        .error("a number cannot stand here; arithmetic stands in I( ), for example I(x^2) or I(x /"
                                + " 10)");
            case Group group -> throw group.place().error("a group term can only be added, as in y ~ x + (1 + x | g)");
            case Sum sum -> sum(sum, false);
            case Binary binary -> binary(binary);
        };
    }

    private static boolean isOffset(Call call) {
        return call.function().equals("offset");
    }

    private Set<List<Integer>> variable(Expression variable) {
        if (variable.equals(response)) {
            throw variable.place().error("the response '" + response + "' cannot be among its own predictors");
        }
        Integer next = variables.size();
        Integer known = variables.putIfAbsent(variable, next);
        Set<List<Integer>> term = new LinkedHashSet<>();
        term.add(List.of(known == null ? next : known));
        return term;
    }

    private Set<List<Integer>> binary(Binary binary) {
        Set<List<Integer>> left = terms(binary.left());
        if (binary.operator() == Operator.POWER) {
            return power(left, binary);
        }
        Set<List<Integer>> right = terms(binary.right());
        return switch (binary.operator()) {
            case INTERACT -> products(left, right, binary.place());
            case CROSS -> {
                Set<List<Integer>> joined = products(left, right, binary.place());
                left.addAll(right);
                left.addAll(joined);
                yield left;
            }
            case NEST -> {
                TreeSet<Integer> outer = new TreeSet<>();
                left.forEach(outer::addAll);
                if (!left.isEmpty()) {
                    left.addAll(products(Set.of(List.copyOf(outer)), right, binary.place()));
                }
                yield left;
            }
            case POWER -> throw new IllegalStateException("done above");
        };
    }

    private Set<List<Integer>> power(Set<List<Integer>> base, Binary binary) {
        if (!(binary.right() instanceof Literal exponent)
                || exponent.value() < 1
                || exponent.value() != Math.rint(exponent.value())) {
            throw binary.right()
                    .place()
                    .error("the exponent is a whole number from 1 on; ^ crosses terms, a power of a number is I(x^2)");
        }
        Set<List<Integer>> power = base;
        for (double degree = 1; degree < exponent.value(); degree++) {
            Set<List<Integer>> higher = products(power, base, binary.place());
            if (higher.equals(power)) {
                break;
            }
            power = higher;
        }
        return power;
    }

    private static Set<List<Integer>> products(Set<List<Integer>> left, Set<List<Integer>> right, Place place) {
        if ((long) left.size() * right.size() > MOST_PRODUCTS) {
            throw place.error("this crosses " + left.size() + " with " + right.size() + " terms; at most "
                    + MOST_PRODUCTS + " products are made");
        }
        Set<List<Integer>> products = new LinkedHashSet<>();
        for (List<Integer> a : left) {
            for (List<Integer> b : right) {
                TreeSet<Integer> union = new TreeSet<>(a);
                union.addAll(b);
                products.add(List.copyOf(union));
            }
        }
        return products;
    }
}
