package io.tidewaiter.catalog.luarocks;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.catalog.read.Declaration;
import io.tidewaiter.catalog.read.FileEntry;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rocks that luarocks(1) installed: their folder names them, and the specification in it says that they are there. */
public final class LuaRocksCataloger implements Cataloger {
    private static final Pattern PATH = Pattern.compile(
            "(?:.{0,3000}/)?rocks(?:-[0-9.]{1,20})?/([^/]{1,200})/([^/]{1,200}-\\d{1,9})/[^/]+\\.rockspec");

    @Override
    public String name() {
        return "luarocks";
    }

    @Override
    public Declaration declaration() {
        return Declaration.of("LuaRocks", "luarocks", "LuaRocks, file locations")
                .reads(9, "**/rocks-5.4/*/*/*.rockspec", "installed rocks, for any version of Lua");
    }

    @Override
    public List<String> endings() {
        return List.of(".rockspec");
    }

    @Override
    public boolean wants(FileEntry file) {
        return file.path().endsWith(".rockspec") && rock(file).matches();
    }

    @Override
    public int bytesMax() {
        return 1 << 20;
    }

    @Override
    public void read(FileEntry file, byte[] content, Limits limits, Consumer<Fact> facts) {
        Matcher rock = rock(file);
        if (rock.matches() && file.name().equals(rock.group(1) + "-" + rock.group(2) + ".rockspec")) {
            facts.accept(Fact.InstalledFact.of("luarocks", "", rock.group(1), rock.group(2), ""));
        }
    }

    private static Matcher rock(FileEntry file) {
        return PATH.matcher(file.path());
    }
}
