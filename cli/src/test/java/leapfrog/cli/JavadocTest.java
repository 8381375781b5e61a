package leapfrog.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** Requires a sentence of Javadoc on everything public that a module exports; what overrides has its own there. */
class JavadocTest {
    private static final Pattern EXPORT = Pattern.compile("exports ([a-z.]+);");

    private final List<String> silent = new ArrayList<>();
    private int members;

    @Test
    void everythingExportedIsExplained() throws IOException {
        List<Path> sources = new ArrayList<>();
        int packages = 0;
        for (String module : List.of("core", "data", "cli")) {
            Path root = Path.of("..", module, "src", "main", "java");
            for (String name : EXPORT.matcher(Files.readString(root.resolve("module-info.java")))
                    .results()
                    .map(found -> found.group(1))
                    .toList()) {
                packages++;
                try (Stream<Path> files = Files.list(root.resolve(name.replace('.', '/')))) {
                    files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
                }
            }
        }
        assertTrue(packages >= 20 && sources.size() >= 200, packages + " packages, " + sources.size() + " files");
        read(sources);
        assertTrue(members >= 700, members + " members");
        assertEquals(List.of(), silent);
    }

    private void read(List<Path> sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask)
                    compiler.getTask(null, files, null, null, null, files.getJavaFileObjectsFromPaths(sources));
            DocTrees docs = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                for (Tree type : unit.getTypeDecls()) {
                    if (type instanceof ClassTree named) {
                        visit(named, new TreePath(new TreePath(unit), named), docs, false);
                    }
                }
            }
        }
    }

    /** @param inInterface whether the type is a member of an interface, and so public */
    private void visit(ClassTree type, TreePath path, DocTrees docs, boolean inInterface) {
        if (!isVisible(type.getModifiers(), inInterface)) {
            return;
        }
        require(path, docs);
        boolean isInterface = type.getKind() == Tree.Kind.INTERFACE;
        for (Tree member : type.getMembers()) {
            TreePath at = new TreePath(path, member);
            switch (member) {
                case ClassTree nested -> visit(nested, at, docs, isInterface);
                case MethodTree method
                when isVisible(method.getModifiers(), isInterface) && !overrides(method) -> require(at, docs);
                case VariableTree field when isVisible(field.getModifiers(), isInterface) -> require(at, docs);
                default -> {}
            }
        }
    }

    private static boolean isVisible(ModifiersTree modifiers, boolean inInterface) {
        return modifiers.getFlags().contains(Modifier.PUBLIC)
                || modifiers.getFlags().contains(Modifier.PROTECTED)
                || inInterface && !modifiers.getFlags().contains(Modifier.PRIVATE);
    }

    private static boolean overrides(MethodTree method) {
        return method.getModifiers().getAnnotations().stream()
                .anyMatch(
                        annotation -> annotation.getAnnotationType().toString().equals("Override"));
    }

    private void require(TreePath path, DocTrees docs) {
        members++;
        DocCommentTree comment = docs.getDocCommentTree(path);
        if (comment == null || comment.getFullBody().isEmpty()) {
            CompilationUnitTree unit = path.getCompilationUnit();
            long line =
                    unit.getLineMap().getLineNumber(docs.getSourcePositions().getStartPosition(unit, path.getLeaf()));
            silent.add(Path.of(unit.getSourceFile().getName()).getFileName() + " line " + line);
        }
    }
}
