package leapfrog.model;

import java.util.List;
import java.util.Map;

/**
 * Holds log densities and gradients that Stan computed; see {@code reference/README.md}. Tests of every module read them.
 *
 * @param parameters names of the coordinates
 * @param points [points][dimension]
 * @param logDensity [points]
 * @param gradient [points][dimension]
 */
public record ReferencePoints(List<String> parameters, double[][] points, double[] logDensity, double[][] gradient) {
    /**
     * @param name {@code pooled}, {@code unpooled}, {@code partial_2022.centered}, {@code partial_2022.noncentered}
     * @param coordinates the order in which points and gradients are wanted; must be the file's names
     */
    public static ReferencePoints read(String name, List<String> coordinates) {
        Map<String, Object> file = Json.resource(name + ".logdensity.json");
        @SuppressWarnings("unchecked")
        List<String> parameters = (List<String>) file.get("parameters");
        if (parameters.size() != coordinates.size() || !parameters.containsAll(coordinates)) {
            throw new IllegalArgumentException(name + " has the coordinates " + parameters + ", not " + coordinates);
        }
        int[] from = coordinates.stream().mapToInt(parameters::indexOf).toArray();
        return new ReferencePoints(
                List.copyOf(coordinates),
                permute(Json.rows(file.get("points")), from),
                Json.numbers(file.get("log_density")),
                permute(Json.rows(file.get("gradient")), from));
    }

    private static double[][] permute(double[][] rows, int[] from) {
        double[][] result = new double[rows.length][from.length];
        for (int i = 0; i < rows.length; i++) {
            for (int k = 0; k < from.length; k++) {
                result[i][k] = rows[i][from[k]];
            }
        }
        return result;
    }
}
