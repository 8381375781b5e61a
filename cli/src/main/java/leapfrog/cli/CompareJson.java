package leapfrog.cli;

import java.util.Map;
import leapfrog.mixed.MixedFit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a comparison as JSON: what {@code compare.csv} has, and each model's parameters. NaN is null, infinities are text. */
final class CompareJson {
    private CompareJson() {}

    static String of(ComparedModels models) {
        ObjectMapper json = new ObjectMapper();
        ObjectNode output = json.createObjectNode();
        ArrayNode list = output.putArray("models");
        for (int m = 0; m < models.models().size(); m++) {
            ObjectNode node = list.addObject();
            for (Map.Entry<String, @Nullable Object> value :
                    models.values().get(m).entrySet()) {
                put(node, value.getKey(), value.getValue());
            }
            ComparedModel model = models.models().get(m);
            ObjectNode parameters = node.putObject("parameters");
            model.parameters().forEach((name, row) -> {
                ObjectNode parameter = parameters.putObject(name);
                put(parameter, "mean", row.mean());
                put(parameter, "sd", row.sd());
                put(parameter, "mcse_mean", row.mcseMean());
            });
            putLikelihood(node, model.likelihood());
        }
        output.put("best", models.models().get(models.comparison().best()).name());
        put(output, "seconds", models.seconds());
        return json.writerWithDefaultPrettyPrinter().writeValueAsString(output) + "\n";
    }

    private static void putLikelihood(ObjectNode node, @Nullable MixedFit fit) {
        if (fit == null) {
            node.putNull("reml");
            return;
        }
        ObjectNode reml = node.putObject("reml");
        put(reml, "deviance", fit.deviance());
        RestrictedEstimates.of(fit).forEach((name, estimate) -> {
            ObjectNode parameter = reml.putObject(name);
            put(parameter, "estimate", estimate.value());
            put(parameter, "std_error", estimate.error());
        });
    }

    private static void put(ObjectNode node, String name, @Nullable Object value) {
        switch (value) {
            case null -> node.putNull(name);
            case Double number when number.isNaN() -> node.putNull(name);
            case Double number when number.isInfinite() -> node.put(name, number.toString());
            case Double number -> node.put(name, number);
            case Integer number -> node.put(name, number);
            case Boolean truth -> node.put(name, truth);
            default -> node.put(name, value.toString());
        }
    }
}
