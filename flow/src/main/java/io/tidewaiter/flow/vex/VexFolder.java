package io.tidewaiter.flow.vex;

import io.tidewaiter.assess.vex.VexReader;
import io.tidewaiter.store.State;
import io.tidewaiter.store.arm.Precondition;
import io.tidewaiter.store.database.StoreException;
import io.tidewaiter.store.judge.Judgement;
import io.tidewaiter.vuln.json.DocumentFault;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A folder of VEX documents (OpenVEX, CSAF, CycloneDX; {@code *.json}) that speaks for everything: each file is a
 * {@code vexDocuments} resource at the tenant, written when the file appears or changes and removed with it, so that it is
 * seen, told and remembered like one that somebody put. The folder is its operator's: no second person is asked.
 *
 * <p>A file that cannot be read changes nothing: what it said before holds, and the log says why. A file is read once it
 * has stopped to change between two looks; put it in its place by renaming.
 */
public final class VexFolder implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("vex");
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final int FILES_MAX = 1_000;
    private static final long BYTES_MAX = 16 << 20;
    private static final String BY = "vex-folder";
    private static final String PREFIX = "folder.";
    private static final String TYPE = "/providers/Tidewaiter.Security/vexDocuments/";

    private final Path folder;
    private final State state;
    private final JsonMapper mapper = JsonMapper.builder().build();
    private String seen = "";
    private String pending = "";
    private @Nullable Thread thread;
    private volatile boolean closing;

    public VexFolder(Path folder, State state) {
        this.folder = folder;
        this.state = state;
    }

    /** Looks now, and then again and again. */
    public VexFolder watch() {
        look();
        thread = Thread.ofVirtual().name("vex-folder").start(this::lookUntilClosed);
        return this;
    }

    private void lookUntilClosed() {
        while (!closing) {
            try {
                Thread.sleep(LOOK);
                look();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (StoreException e) {
                if (!closing) {
                    LOG.log(Level.ERROR, "vex folder unwritten", e);
                }
            }
        }
    }

    /** Brings the state in step with the folder where that changed; how many documents were written or removed. */
    public int look() {
        SortedMap<String, Path> files;
        String now;
        try {
            files = files();
            now = stamps(files);
        } catch (IOException e) {
            if (!seen.equals("none")) {
                say("", "the folder cannot be listed: " + e); // what was read before holds
            }
            seen = "none";
            return 0;
        }
        boolean moves = !now.equals(pending) && !seen.isEmpty();
        pending = now;
        if (moves || now.equals(seen)) {
            return 0;
        }
        int changed = apply(files);
        seen = now;
        return changed;
    }

    private static String stamps(SortedMap<String, Path> files) throws IOException {
        StringBuilder stamps = new StringBuilder("files");
        for (Map.Entry<String, Path> file : files.entrySet()) {
            BasicFileAttributes attributes = Files.readAttributes(file.getValue(), BasicFileAttributes.class);
            stamps.append('\n')
                    .append(file.getKey())
                    .append(' ')
                    .append(attributes.size())
                    .append(' ')
                    .append(attributes.lastModifiedTime())
                    .append(' ')
                    .append(attributes.fileKey());
        }
        return stamps.toString();
    }

    private int apply(SortedMap<String, Path> files) {
        Map<String, Judgement> known = new HashMap<>();
        for (Judgement one : state.judgements().list(Judgement.Kind.VEX, "/", null, "", Integer.MAX_VALUE)) {
            if (one.changedBy().equals(BY)) {
                known.put(one.name(), one);
            }
        }
        int changed = 0;
        for (Map.Entry<String, Path> file : files.entrySet()) {
            changed += read(file.getKey(), file.getValue(), known.remove(file.getKey())) ? 1 : 0;
        }
        for (Judgement gone : known.values()) {
            state.judgements().delete(gone.id(), Precondition.NONE, BY);
            LOG.log(Level.INFO, "vex removed name=" + gone.name());
            changed++;
        }
        return changed;
    }

    /** By the names of their resources. */
    private SortedMap<String, Path> files() throws IOException {
        SortedMap<String, Path> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(folder)) {
            List<Path> documents = all.filter(file -> {
                        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
                        return name.endsWith(".json") && !name.startsWith(".") && Files.isRegularFile(file);
                    })
                    .sorted()
                    .limit(FILES_MAX + 1L)
                    .toList();
            if (documents.size() > FILES_MAX) {
                say("", "only the first " + FILES_MAX + " documents are read");
            }
            for (Path file : documents.subList(0, Math.min(FILES_MAX, documents.size()))) {
                String name = file.getFileName().toString().replaceAll("[^A-Za-z0-9._-]", "_");
                files.put(PREFIX + (name.length() > 200 ? name.substring(name.length() - 200) : name), file);
            }
        }
        return files;
    }

    private boolean read(String name, Path file, @Nullable Judgement before) {
        try {
            if (Files.size(file) > BYTES_MAX) {
                throw new DocumentFault("it has more than " + BYTES_MAX + " bytes");
            }
            byte[] bytes = Files.readAllBytes(file);
            VexReader.read(bytes);
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            body.set("document", mapper.readTree(bytes));
            String text = body.toString();
            if (before != null && before.body().equals(text)) {
                return false;
            }
            state.judgements()
                    .put(
                            new Judgement.Draft(Judgement.Kind.VEX, TYPE + name, "/", name, text, false),
                            Precondition.NONE,
                            BY);
            LOG.log(Level.INFO, "vex read name=" + name);
            return true;
        } catch (IOException | DocumentFault | JacksonException e) {
            say(name, String.valueOf(e.getMessage()));
            return false;
        }
    }

    private static void say(String name, String why) {
        LOG.log(Level.WARNING, "vex not read name={0} why={1}", name, why);
    }

    @Override
    public void close() {
        closing = true;
        Thread looking = thread;
        if (looking == null) {
            return;
        }
        looking.interrupt();
        try {
            looking.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
