package leapfrog.simd;

/** Evaluates rows by the pass of their form. */
final class SortedRowPass {
    private final TilePass tiles;
    private final NormalRowPass normal;
    private final PlainRowPass plain;
    private final PlainRowPass wide;

    SortedRowPass(int lanes) {
        tiles = new TilePass(lanes);
        normal = Lanes.make(NormalPass.class, NormalRowPass.class, lanes);
        plain = Lanes.make(PlainPass.class, PlainRowPass.class, lanes);
        wide = Lanes.make(WidePass.class, PlainRowPass.class, lanes);
    }

    /** Adds to {@link Block#likelihood}, and to {@link Block#coefficientGradients}. */
    void add(SortedRows rows, Block block) {
        switch (rows) {
            case TilePlan tile -> tiles.add(tile, block);
            case NormalPlan weighted -> normal.add(weighted, block);
            case PlainPlan few when few.width() <= 2 -> plain.add(few, block);
            case PlainPlan many -> wide.add(many, block);
        }
    }
}
