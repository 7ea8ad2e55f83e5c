package io.tidewaiter.catalog.rubygems;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.lang.Layouts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
class RubyGemsCatalogerTest {
    private static final String FOLDER = "usr/local/bundle/specifications/";

    private static List<Fact> facts(String path, String ruby) {
        byte[] content = ruby.getBytes(StandardCharsets.UTF_8);
        return Layouts.facts(new RubyGemsCataloger(), Layouts.file(path, content), content);
    }

    @ParameterizedTest
    @CsvSource({
        "usr/local/bundle/specifications/rails-7.0.4.gemspec, true",
        "usr/lib/ruby/gems/3.1.0/specifications/default/json-2.6.1.gemspec, true",
        "specifications/a-1.gemspec, true",
        "usr/local/bundle/gems/rails-7.0.4/rails.gemspec, false",
        "usr/local/bundle/specifications/default/x/a.gemspec, false",
        "usr/local/bundle/my_specifications/a-1.gemspec, false",
        "app/vendor/bundle/ruby/3.1.0/bundler/gems/acme-609087033af6/acme.gemspec, true",
        "bundler/gems/rails-0f00f00/activerecord/activerecord.gemspec, true",
        "bundler/gems/rails-0f00f00/guides/test/x.gemspec, false",
        "bundler/gems/acme.gemspec, false",
        "usr/mybundler/gems/acme-6090870/acme.gemspec, false",
        "usr/local/bundle/specifications/rails-7.0.4.gemspec.bak, false",
    })
    void wantsInstalledGemsOnly(String path, boolean wanted) {
        assertThat(new RubyGemsCataloger().wants(Layouts.file(path, new byte[0])))
                .isEqualTo(wanted);
    }

    /** Up to 1.8. */
    @Test
    void readsWhatRubyGemsWroteBefore() {
        assertThat(Layouts.packages(facts(FOLDER + "rake-0.9.2.gemspec", """
                Gem::Specification.new do |s|
                  s.name = %q{rake}
                  s.version = "0.9.2"
                  s.required_rubygems_version = Gem::Requirement.new(">= 0") if s.respond_to? :x
                  s.authors = [%q{Jim Weirich}]
                end
                """))).containsExactly("gem:rake@0.9.2");
    }

    @Test
    void readsWhatRubyGemsWrites() {
        List<Fact> facts = facts(FOLDER + "nokogiri-1.15.4-x86_64-linux.gemspec", """
                # -*- encoding: utf-8 -*-
                # stub: nokogiri 1.15.4 x86_64-linux lib

                Gem::Specification.new do |s|
                  s.name = "nokogiri".freeze
                  s.version = "1.15.4"
                  s.platform = "x86_64-linux".freeze

                  s.required_rubygems_version = Gem::Requirement.new(">= 0".freeze)
                  s.add_runtime_dependency(%q<racc>.freeze, ["~> 1.4".freeze])
                  s.name = "other"
                end
                """);
        assertThat(Layouts.packages(facts)).containsExactly("gem:nokogiri@1.15.4");
        assertThat(((Fact.InstalledFact) facts.getFirst()).qualifiers()).containsEntry("platform", "x86_64-linux");
    }

    @Test
    void whatADefaultGemComputesIsInTheLineAbove() {
        List<Fact> facts = facts("usr/lib/ruby/gems/3.1.0/specifications/default/rdoc-6.4.0.gemspec", """
                # stub: rdoc 6.4.0 ruby lib
                Gem::Specification.new do |s|
                  s.name = 'rdoc'
                  s.version = RDoc::VERSION
                """);
        assertThat(Layouts.packages(facts)).containsExactly("gem:rdoc@6.4.0");
        assertThat(((Fact.InstalledFact) facts.getFirst()).qualifiers()).isEmpty();
    }

    /** What Bundler 2.3 leaves of {@code gem "acme", git: …}; a specification that it did not write computes its version. */
    @Test
    void whatBundlerTookFromGitIsInstalled() {
        String path = "app/vendor/bundle/ruby/3.1.0/bundler/gems/acme-609087033af6/acme.gemspec";
        assertThat(Layouts.packages(facts(path, """
                # -*- encoding: utf-8 -*-
                # stub: acme 1.2.3 ruby lib

                Gem::Specification.new do |s|
                  s.name = "acme".freeze
                  s.version = "1.2.3"
                """))).containsExactly("gem:acme@1.2.3");
        assertThat(facts(path, """
                Gem::Specification.new do |s|
                  s.name = "acme"
                  s.version = "1.2.3"
                """)).isEmpty();
    }

    @Test
    void rubyIsNeverRunAndWhatIsNoLiteralIsSaid() {
        String path = FOLDER + "a-1.gemspec";
        assertThat(Layouts.packages(facts(path, "s.name = \"a#{`id`}\"\ns.version = File.read('v')\n")))
                .isEmpty();
        assertThat(Layouts.unread(facts(path, "s.name = \"a#{`id`}\"\ns.version = File.read('v')\n")))
                .hasSize(1);
        assertThat(Layouts.unread(facts(path, "s.name = \"" + "a".repeat(5_000_000) + "\"\n")))
                .hasSize(1);
        assertThat(Layouts.unread(facts(path, "# stub: " + "a ".repeat(500_000))))
                .hasSize(1);
    }
}
