package leapfrog.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Derives the deviations {@code r_county[AITKIN,floor]} of groups from reported draws: r = coef − b, with b the population coefficient of
 * the same name, or 0 if there is none. They are not stored, for they follow.
 */
public final class Deviations {
    private static final int NONE = -1;

    private final List<Variable> variables = new ArrayList<>();
    /** [size] The quantities whose difference each deviation is. */
    private final int[] coefficient;

    private final int[] population;

    private Deviations(Model model) {
        int size = model.variables().stream()
                .filter(Deviations::isCoefficient)
                .mapToInt(Variable::size)
                .sum();
        coefficient = new int[size];
        population = new int[size];
        int next = 0;
        for (Variable variable : model.variables()) {
            if (isCoefficient(variable)) {
                variables.add(new Variable("r_" + variable.name().substring("coef_".length()), variable.axes(), next));
                for (int k = 0; k < variable.size(); k++) {
                    coefficient[next + k] = variable.offset() + k;
                }
                next += variable.size();
            }
        }
        Arrays.fill(population, NONE);
        for (int e = 0; e < model.layout().effects().size(); e++) {
            Reporter.Place place = model.reporter().place(e);
            int first = Arrays.binarySearch(coefficient, place.coefficient());
            for (int j = 0; j < place.effect().levels(); j++) {
                population[first + j * place.stride()] = place.effect().population();
            }
        }
    }

    private static boolean isCoefficient(Variable variable) {
        return variable.name().startsWith("coef_");
    }

    /** Finds the deviations of a model's groups. */
    public static Deviations of(Model model) {
        return new Deviations(model);
    }

    /** One for each group, shaped as its coefficients; their elements stand at 0 … size() − 1. */
    public List<Variable> variables() {
        return List.copyOf(variables);
    }

    /** Number of deviations. */
    public int size() {
        return coefficient.length;
    }

    /**
     * Writes the deviations of one draw.
     *
     * @param draw {@code draw[at .. at + quantities)} is read
     * @param out {@code out[outAt .. outAt + size)} is written
     */
    public void derive(double[] draw, int at, double[] out, int outAt) {
        for (int k = 0; k < coefficient.length; k++) {
            double b = population[k] == NONE ? 0 : draw[at + population[k]];
            out[outAt + k] = draw[at + coefficient[k]] - b;
        }
    }
}
