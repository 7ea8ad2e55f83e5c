package io.tidewaiter.catalog.rpm;

import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.fact.Fact.Opened;
import io.tidewaiter.catalog.fact.Fact.OpenedFact;
import io.tidewaiter.catalog.sqlite.SqliteDatabase;
import io.tidewaiter.catalog.text.Troubles;
import java.nio.ByteOrder;
import java.util.function.Consumer;

/** The packages of an rpm database, in whichever of its three forms the bytes are; the file's name does not matter. */
public final class RpmParser {
    private RpmParser() {}

    /** Tells every package that can be read, and what could not be. */
    public static void parse(byte[] content, Consumer<Fact> facts) {
        parse("", content, new byte[0], facts);
    }

    /**
     * As {@link #parse(byte[], Consumer)}, with the changes that SQLite keeps beside its file.
     *
     * @param root that the database speaks of, with a slash at its end; empty for the image's own
     * @param log bytes of the write-ahead log; empty where there is none
     */
    public static void parse(String root, byte[] content, byte[] log, Consumer<Fact> facts) {
        Troubles troubles = new Troubles(facts);
        RpmPackages packages = new RpmPackages(root, content.length + log.length, troubles, facts);
        Bytes bytes = new Bytes(content, ByteOrder.BIG_ENDIAN);
        try {
            boolean isOpened = true;
            if (SqliteDatabase.isOne(content)) {
                isOpened = SqliteForm.read(content, log, packages);
            } else if (bytes.isAscii(0, NdbForm.MAGIC)) {
                NdbForm.read(content, packages);
            } else if (BerkeleyForm.isOne(content)) {
                BerkeleyForm.read(content, packages);
            } else if (content.length == 0) {
                throw new RpmFault("it is empty");
            } else {
                throw new RpmFault("its first bytes are of no form that rpm has had");
            }
            if (isOpened) {
                facts.accept(new OpenedFact(Opened.DATABASE, 1));
            }
        } catch (RpmFault fault) {
            packages.lost("the whole file", fault);
        }
        troubles.finish();
    }
}
