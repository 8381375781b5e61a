import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Raises classes made for Java 5 and older to the format of Java 8, in every jar of a folder.
 *
 * <p>The JVM keeps no class in its ahead-of-time cache that its old verifier has to check: one without the stack maps that came with
 * Java 6. Such is all of picocli, which would be parsed and verified anew in every start.
 *
 * <p>Argument: the folder.
 */
final class Raise {
    /** The first format that must have stack maps. */
    private static final int JAVA_6 = 50;

    public static void main(String[] arguments) throws IOException {
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(Path.of(arguments[0]), "*.jar")) {
            for (Path jar : jars) {
                if (hasOld(jar)) {
                    raise(jar);
                }
            }
        }
    }

    private static boolean hasOld(Path jar) throws IOException {
        try (ZipFile from = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : Collections.list(from.entries())) {
                if (entry.getName().endsWith(".class") && isOld(from, entry)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Whether bytes 6 and 7 of a class file, its major version, say so. */
    private static boolean isOld(ZipFile jar, ZipEntry entry) throws IOException {
        try (DataInputStream in = new DataInputStream(jar.getInputStream(entry))) {
            in.skipNBytes(6);
            return in.readUnsignedShort() < JAVA_6;
        }
    }

    private static void raise(Path jar) throws IOException {
        Path raised = jar.resolveSibling(jar.getFileName() + ".raised");
        try (ZipFile from = new ZipFile(jar.toFile());
                ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(raised))) {
            ClassFile format = format(from);
            for (ZipEntry entry : Collections.list(from.entries())) {
                byte[] content = content(from, entry);
                if (entry.getName().endsWith(".class") && isOld(from, entry)) {
                    content = raised(format, format.parse(content));
                }
                ZipEntry copy = new ZipEntry(entry.getName());
                copy.setTime(entry.getTime());
                to.putNextEntry(copy);
                to.write(content);
                to.closeEntry();
            }
        }
        Files.move(raised, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Writes stack maps, for which it looks up what extends what in the jar and the JDK. */
    private static ClassFile format(ZipFile jar) {
        ClassHierarchyResolver inJar = ClassHierarchyResolver.ofResourceParsing(type -> {
            ZipEntry entry = jar.getEntry(type.descriptorString().replaceAll("^L|;$", "") + ".class");
            try {
                return entry == null ? null : jar.getInputStream(entry);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return ClassFile.of(
                ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
                ClassFile.ConstantPoolSharingOption.NEW_POOL,
                ClassFile.ClassHierarchyResolverOption.of(
                        inJar.orElse(ClassHierarchyResolver.defaultResolver()).cached()));
    }

    /** The class with a new version and, since every body is written anew, with stack maps. */
    private static byte[] raised(ClassFile format, ClassModel old) {
        ClassTransform version = (builder, element) -> {
            if (element instanceof ClassFileVersion) {
                builder.withVersion(ClassFile.JAVA_8_VERSION, 0);
            } else {
                builder.with(element);
            }
        };
        ClassTransform bodies = ClassTransform.transformingMethodBodies((builder, element) -> builder.with(element));
        byte[] raised = format.transformClass(old, version.andThen(bodies));
        if (!format.verify(raised).isEmpty()) {
            throw new IllegalStateException(old.thisClass().asInternalName() + ": "
                    + format.verify(raised).getFirst());
        }
        return raised;
    }

    private static byte[] content(ZipFile jar, ZipEntry entry) throws IOException {
        try (InputStream in = jar.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }
}
