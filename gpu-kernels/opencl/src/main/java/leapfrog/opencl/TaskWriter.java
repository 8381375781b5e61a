package leapfrog.opencl;

import leapfrog.model.ModelData;
import leapfrog.model.ModelData.Direct;
import leapfrog.model.ModelData.Pooled;
import leapfrog.model.ModelData.Prior;
import leapfrog.model.ModelData.Term;
import leapfrog.model.ModelStructure;

/** Writes the index tables of one task. */
final class TaskWriter {
    private final ModelStructure structure;
    private final ModelData task;
    private final IntTable tables;
    private final TaskTables.Place place;
    private final int partitionRows;
    private final int partitions;
    private final RowPieces[] pieces;
    private int sums;

    TaskWriter(ModelStructure structure, ModelData task, KernelShape shape, IntTable tables, TaskTables.Place place) {
        this.structure = structure;
        this.task = task;
        this.tables = tables;
        this.place = place;
        int rows = task.rows().count();
        partitionRows = shape.rowsOfPartition(rows);
        partitions = Math.max(1, Math.ceilDiv(rows, partitionRows));
        pieces = new RowPieces[Math.max(1, structure.factors())];
        for (int f = 0; f < pieces.length; f++) {
            boolean factor = f < structure.factors();
            int[] level = factor ? task.rows().level()[f] : new int[rows];
            int levels = factor ? task.rows().levels()[f] : 1;
            pieces[f] = RowPieces.of(level, levels, partitionRows, partitions);
        }
    }

    TaskTables.Size write() {
        header(Field.TASK_FIRST_ROW, place.firstRow());
        header(Field.TASK_PARTITIONS, partitions);
        header(Field.TASK_SCALARS, task.scalars().size());
        header(Field.TASK_TRANSFORMS, tables.add(TaskTables.transforms(task)));
        header(Field.TASK_SIGMA, task.parameters().getFirst().scalar());
        header(Field.TASK_NUMBERS, place.firstNumber());
        header(Field.TASK_PRIOR_NUMBERS, place.firstNumber() + 2);
        header(Field.TASK_PRIORS, task.priors().size());
        header(Field.TASK_PRIOR_TABLE, priors());
        header(Field.TASK_FACTOR_TABLE, factors());
        header(Field.TASK_TERM_TABLE, terms());
        header(Field.TASK_SQUARES, reserveSums(partitions));
        int residuals = structure.factors() > 1 ? task.rows().count() : 0;
        return new TaskTables.Size(task.dimension(), partitions, sums, residuals);
    }

    private void header(int field, int value) {
        tables.set(place.header() + field, value);
    }

    private int reserveSums(int count) {
        int at = sums;
        sums = Math.addExact(sums, count);
        return at;
    }

    private int priors() {
        int first = tables.reserve(0);
        for (Prior prior : task.priors()) {
            tables.add(new int[] {prior.shape().ordinal(), prior.scalars().length});
            tables.add(prior.scalars());
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
        int[] levelPieces = new int[pieces.length];
        for (int f = 0; f < pieces.length; f++) {
            levelPieces[f] = tables.add(pieces[f].levelPieces());
        }
        int wholePieces = tables.add(new int[] {0, partitions});
        for (int t = 0; t < task.terms().size(); t++) {
            Term term = task.terms().get(t);
            int at = first + t * Field.TERM_FIELDS;
            boolean single = term.factor() < 0;
            tables.set(at + Field.TERM_COLUMN, TaskTables.firstCovariate(structure) + term.covariate());
            tables.set(at + Field.TERM_CODES, tables.add(codes(term)));
            tables.set(at + Field.TERM_LEVELS, term.levels());
            tables.set(at + Field.TERM_MEAN, term.source() instanceof Pooled pooled ? pooled.mean() : -1);
            tables.set(at + Field.TERM_SD, term.source() instanceof Pooled pooled ? pooled.sd() : -1);
            tables.set(at + Field.TERM_SUMS, reserveSums(single ? partitions : pieces[term.factor()].pieces()));
            tables.set(at + Field.TERM_LEVEL_PIECES, single ? wholePieces : levelPieces[term.factor()]);
        }
        return first;
    }

    /** Where each coefficient comes from, as {@code coefficient()} in the kernels reads it. */
    private static int[] codes(Term term) {
        return switch (term.source()) {
            case Direct direct -> direct.scalar();
            case ModelData.InBlock inBlock -> throw new IllegalArgumentException("correlated effects");
            case Pooled pooled -> {
                int[] codes = new int[term.levels()];
                for (int j = 0; j < codes.length; j++) {
                    int coordinate = pooled.firstCoordinate() + j;
                    codes[j] = pooled.centered()[j] ? coordinate : -2 - coordinate;
                }
                yield codes;
            }
        };
    }
}
