package leapfrog.opencl;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import leapfrog.model.Marginal;
import leapfrog.model.ModelData;
import leapfrog.model.ModelData.Prior;
import leapfrog.model.ModelData.Term;
import leapfrog.model.ModelData.Totals;
import leapfrog.model.ModelStructure;
import leapfrog.model.Transform;

/** Writes the tables of one task. */
final class TaskWriter {
    private final ModelStructure structure;
    private final ModelData task;
    private final IntTable tables;
    private final DoubleTable numbers;
    private final int partitionRows;
    private final int partitions;
    private final RowPieces[] pieces;
    private final SumPlaces sums = new SumPlaces();
    private final SumRuns runs = new SumRuns(sums);
    private int levelPieces;
    private int columns;

    TaskWriter(ModelStructure structure, ModelData task, KernelShape shape, IntTable tables, DoubleTable numbers) {
        this.structure = structure;
        this.task = task;
        this.tables = tables;
        this.numbers = numbers;
        int rows = task.rows().count();
        partitionRows = shape.rowsOfPartition(rows);
        partitions = task.marginal() == null ? Math.max(1, Math.ceilDiv(rows, partitionRows)) : 0;
        pieces = new RowPieces[Math.max(1, structure.factors())];
        for (int f = 0; f < pieces.length; f++) {
            pieces[f] = pieces(f);
        }
    }

    private RowPieces pieces(int factor) {
        if (factor >= structure.factors()) {
            return RowPieces.ofOneLevel(task.rows().count(), partitionRows, partitions);
        }
        int[] level = task.rows().level()[factor];
        int levels = task.rows().levels()[factor];
        return factor == 0
                ? RowPieces.ofSorted(level, levels, partitionRows, partitions)
                : RowPieces.of(level, levels, partitionRows, partitions);
    }

    /**
     * @param header where the task's header stands in the tables
     * @param firstRow where its rows start in every column
     */
    TaskTables.Size write(int header, int firstRow) {
        int rowSums = LikelihoodKernel.of(structure).rowSums();
        tables.set(header + Field.TASK_DIMENSION, task.dimension());
        tables.set(header + Field.TASK_FIRST_ROW, firstRow);
        tables.set(header + Field.TASK_PARTITIONS, partitions);
        tables.set(header + Field.TASK_SCALARS, task.scalars().size());
        tables.set(header + Field.TASK_TRANSFORMS, tables.add(transforms()));
        tables.set(header + Field.TASK_BOUNDS, numbers.add(bounds()));
        tables.set(header + Field.TASK_SCALAR_SUMS, tables.add(scalarSums()));
        tables.set(header + Field.TASK_PRIORS, task.priors().size());
        tables.set(header + Field.TASK_PRIOR_TABLE, priors());
        tables.set(header + Field.TASK_PRIOR_NUMBERS, priorNumbers());
        tables.set(header + Field.TASK_PARAMETERS, tables.add(parameters()));
        tables.set(header + Field.TASK_FIXED, numbers.add(fixed()));
        tables.set(header + Field.TASK_TOTALS, totals());
        tables.set(header + Field.TASK_RESPONSES, task.rows().totals().responses().length);
        tables.set(header + Field.TASK_RESPONSE_NUMBERS, numbers.add(responses()));
        tables.set(header + Field.TASK_FACTOR_TABLE, factors());
        tables.set(header + Field.TASK_TERM_TABLE, terms());
        int rowSumsAt = sums.reserve((long) rowSums * partitions);
        int[] rowSumStarts =
                IntStream.rangeClosed(0, rowSums).map(s -> s * partitions).toArray();
        tables.set(header + Field.TASK_ROW_SUMS, rowSumsAt);
        tables.set(header + Field.TASK_ROW_TOTALS, runs.add(rowSumsAt, rowSumStarts));
        tables.set(header + Field.TASK_ROW_TOTAL_COUNT, SumRuns.left(rowSumStarts)[1]);
        for (int stage = 0; stage < SumRuns.STAGES; stage++) {
            tables.set(header + Field.TASK_RUNS + stage, runs.count(stage));
            tables.set(header + Field.TASK_RUN_TABLES + stage, tables.add(runs.table(stage)));
        }
        if (structure.marginal() != null && task.marginal() != null) {
            marginal(header, task.marginal(), MarginalForm.of(structure.marginal()));
        }
        int residuals = structure.factors() > 1 ? task.rows().count() : 0;
        int[] runCounts = IntStream.range(0, SumRuns.STAGES).map(runs::count).toArray();
        return new TaskTables.Size(
                task.dimension(),
                sums.size(),
                residuals,
                new TaskTables.Parts(partitions, runCounts, levelPieces, columns));
    }

    private void marginal(int header, Marginal marginal, MarginalForm form) {
        switch (form) {
            case DIAGONAL -> {
                tables.set(header + Field.TASK_MARGINAL_TABLE, tables.add(marginal.given()));
                tables.set(header + Field.TASK_MARGINAL_NUMBERS, numbers.add(diagonal(marginal)));
            }
            case PAIRED -> {
                MarginalTables paired = MarginalTables.of(marginal);
                tables.set(header + Field.TASK_MARGINAL_LEVELS, marginal.levels());
                tables.set(header + Field.TASK_MARGINAL_TABLE, tables.add(paired.scalars()));
                tables.set(header + Field.TASK_MARGINAL_NUMBERS, numbers.add(paired.numbers()));
            }
            case ELIMINATED -> {
                EliminationTables elimination = new EliminationTables(marginal);
                levelPieces = elimination.pieces();
                columns = elimination.columns();
                tables.set(header + Field.TASK_MARGINAL_LEVELS, marginal.levels());
                tables.set(header + Field.TASK_MARGINAL_NUMBERS, numbers.add(elimination.totals()));
                tables.set(header + Field.TASK_MARGINAL_TABLE, elimination.write(tables, numbers, sums));
            }
        }
    }

    /** What {@code diagonal.cl} reads of population coefficients without effects. */
    private static double[] diagonal(Marginal marginal) {
        int p = marginal.columns();
        DoubleStream totals = DoubleStream.of(
                marginal.observations(), marginal.constant(), marginal.responseSquares(), marginal.priorSquares());
        DoubleStream columns = IntStream.range(0, p)
                .mapToObj(m -> DoubleStream.concat(
                        DoubleStream.of(
                                marginal.columnGram()[m * p + m],
                                marginal.columnResponse()[m],
                                marginal.priorPrecision()[m * p + m],
                                marginal.priorMoment()[m]),
                        IntStream.range(marginal.integrated(), p)
                                .mapToObj(k -> DoubleStream.of(
                                        marginal.columnGram()[m * p + k], marginal.priorPrecision()[m * p + k]))
                                .flatMapToDouble(numbers -> numbers)))
                .flatMapToDouble(numbers -> numbers);
        DoubleStream shifts = Arrays.stream(marginal.shift(), marginal.integrated(), p);
        return DoubleStream.concat(DoubleStream.concat(totals, columns), shifts).toArray();
    }

    private int[] transforms() {
        return task.scalars().stream()
                .mapToInt(transform -> transform.kind().ordinal())
                .toArray();
    }

    private double[] bounds() {
        return task.scalars().stream()
                .flatMapToDouble(transform -> DoubleStream.of(transform.lower(), transform.upper(), transform.scale()))
                .toArray();
    }

    private int[] scalarSums() {
        return task.scalars().stream()
                .mapToInt(transform -> transform.kind() == Transform.Kind.IDENTITY ? -1 : sums.reserve(2))
                .toArray();
    }

    private int[] parameters() {
        return task.parameters().stream()
                .mapToInt(ModelData.FamilyParameter::scalar)
                .toArray();
    }

    private double[] fixed() {
        return task.parameters().stream()
                .flatMapToDouble(parameter -> DoubleStream.of(parameter.value(), Math.log(parameter.value())))
                .toArray();
    }

    private int totals() {
        Totals totals = task.rows().totals();
        return numbers.add(totals.observations(), totals.residualSumOfSquares(), totals.constant());
    }

    private double[] responses() {
        Totals totals = task.rows().totals();
        return IntStream.range(0, totals.responses().length)
                .mapToObj(u -> DoubleStream.of(totals.responses()[u], totals.responseWeights()[u]))
                .flatMapToDouble(pair -> pair)
                .toArray();
    }

    private int priors() {
        int first = tables.reserve(0);
        for (Prior prior : task.priors()) {
            tables.add(new int[] {prior.shape().ordinal(), prior.power(), prior.scalars().length});
            tables.add(prior.scalars());
        }
        return first;
    }

    private int priorNumbers() {
        int first = numbers.add();
        for (Prior prior : task.priors()) {
            numbers.add(prior.location(), prior.scale(), prior.df(), prior.logConstant());
            numbers.add(prior.weights());
        }
        return first;
    }

    private int factors() {
        int first = tables.reserve(pieces.length * Field.FACTOR_FIELDS);
        for (int f = 0; f < pieces.length; f++) {
            int at = first + f * Field.FACTOR_FIELDS;
            tables.set(at + Field.FACTOR_PARTITION_PIECES, tables.add(pieces[f].partitionPieces()));
            tables.set(at + Field.FACTOR_PIECE_ROWS, tables.add(pieces[f].pieceRows()));
            tables.set(at + Field.FACTOR_PIECE_LEVEL, tables.add(pieces[f].pieceLevel()));
            if (f > 0) {
                tables.set(at + Field.FACTOR_ROW_LEVEL, tables.add(task.rows().level()[f]));
                tables.set(at + Field.FACTOR_ORDER, tables.add(pieces[f].order()));
            }
        }
        return first;
    }

    private int terms() {
        int first = tables.reserve(task.terms().size() * Field.TERM_FIELDS);
        int[] levelTotals = new int[pieces.length];
        for (int f = 0; f < pieces.length; f++) {
            levelTotals[f] = tables.add(SumRuns.left(pieces[f].levelPieces()));
        }
        int[] whole = {0, partitions};
        int wholeTotals = tables.add(SumRuns.left(whole));
        for (int t = 0; t < task.terms().size(); t++) {
            Term term = task.terms().get(t);
            int at = first + t * Field.TERM_FIELDS;
            boolean single = term.factor() < 0;
            TermPlace place = TermPlace.of(task, term);
            tables.set(at + Field.TERM_COLUMN, TaskTables.firstCovariate(structure) + term.covariate());
            tables.set(at + Field.TERM_CODES, tables.add(place.codes()));
            tables.set(at + Field.TERM_LEVELS, term.levels());
            tables.set(at + Field.TERM_MEAN, place.mean());
            tables.set(at + Field.TERM_SD, place.sd());
            tables.set(at + Field.TERM_PARTIALS, place.partials());
            tables.set(at + Field.TERM_CHOLESKY, sums.reserve(place.member() + 1));
            int[] starts = single ? whole : pieces[term.factor()].levelPieces();
            int sumsAt = sums.reserve(starts[starts.length - 1]);
            tables.set(at + Field.TERM_SUMS, sumsAt);
            tables.set(at + Field.TERM_TOTALS, runs.add(sumsAt, starts));
            tables.set(at + Field.TERM_LEVEL_TOTALS, single ? wholeTotals : levelTotals[term.factor()]);
        }
        return first;
    }
}
