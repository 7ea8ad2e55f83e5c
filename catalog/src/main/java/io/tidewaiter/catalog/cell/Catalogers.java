package io.tidewaiter.catalog.cell;

import io.tidewaiter.catalog.apk.ApkCataloger;
import io.tidewaiter.catalog.bitnami.BitnamiCataloger;
import io.tidewaiter.catalog.channel.ChannelCataloger;
import io.tidewaiter.catalog.chisel.ChiselCataloger;
import io.tidewaiter.catalog.classifier.ClassifierCataloger;
import io.tidewaiter.catalog.classifier.HeaderCataloger;
import io.tidewaiter.catalog.composer.ComposerCataloger;
import io.tidewaiter.catalog.conan.ConanCataloger;
import io.tidewaiter.catalog.conda.CondaCataloger;
import io.tidewaiter.catalog.cran.RPackageCataloger;
import io.tidewaiter.catalog.crux.CruxCataloger;
import io.tidewaiter.catalog.dart.PubCataloger;
import io.tidewaiter.catalog.dhi.DhiCataloger;
import io.tidewaiter.catalog.dotnet.DotNetCataloger;
import io.tidewaiter.catalog.dpkg.DpkgCataloger;
import io.tidewaiter.catalog.elf.PackageNoteCataloger;
import io.tidewaiter.catalog.eopkg.EopkgCataloger;
import io.tidewaiter.catalog.erlang.ErlangCataloger;
import io.tidewaiter.catalog.flatpak.FlatpakCataloger;
import io.tidewaiter.catalog.freebsd.PkgCataloger;
import io.tidewaiter.catalog.golang.GolangCataloger;
import io.tidewaiter.catalog.haskell.HaskellCataloger;
import io.tidewaiter.catalog.homebrew.HomebrewCataloger;
import io.tidewaiter.catalog.inventory.InventoryCataloger;
import io.tidewaiter.catalog.javaarchive.JavaArchiveCataloger;
import io.tidewaiter.catalog.javaruntime.JavaRuntimeCataloger;
import io.tidewaiter.catalog.julia.JuliaCataloger;
import io.tidewaiter.catalog.kernel.KernelCataloger;
import io.tidewaiter.catalog.kiss.KissCataloger;
import io.tidewaiter.catalog.luarocks.LuaRocksCataloger;
import io.tidewaiter.catalog.nativeimage.NativeImageCataloger;
import io.tidewaiter.catalog.nix.StoreCataloger;
import io.tidewaiter.catalog.npm.NpmCataloger;
import io.tidewaiter.catalog.opam.OpamCataloger;
import io.tidewaiter.catalog.opkg.OpkgCataloger;
import io.tidewaiter.catalog.osrelease.OsReleaseCataloger;
import io.tidewaiter.catalog.pacman.PacmanCataloger;
import io.tidewaiter.catalog.pecl.PeclCataloger;
import io.tidewaiter.catalog.perl.PerlCataloger;
import io.tidewaiter.catalog.portage.PortageCataloger;
import io.tidewaiter.catalog.python.PythonCataloger;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.catalog.rock.RockCataloger;
import io.tidewaiter.catalog.rpm.RpmCataloger;
import io.tidewaiter.catalog.rubygems.RubyGemsCataloger;
import io.tidewaiter.catalog.rust.CargoInstallCataloger;
import io.tidewaiter.catalog.rust.RustCataloger;
import io.tidewaiter.catalog.slackware.SlackwareCataloger;
import io.tidewaiter.catalog.snap.SnapCataloger;
import io.tidewaiter.catalog.vcpkg.VcpkgCataloger;
import io.tidewaiter.catalog.wordpress.WordPressCataloger;
import io.tidewaiter.catalog.xbps.XbpsCataloger;
import java.util.List;

/** Every cataloger; the order is that of the readings of one file. */
public final class Catalogers {
    /** All of them. */
    public static final List<Cataloger> ALL = List.of(
            new OsReleaseCataloger(),
            new ChannelCataloger(),
            new DpkgCataloger(),
            new ApkCataloger(),
            new RpmCataloger(),
            new OpkgCataloger(),
            new PacmanCataloger(),
            new PortageCataloger(),
            new ChiselCataloger(),
            new RockCataloger(),
            new XbpsCataloger(),
            new SlackwareCataloger(),
            new EopkgCataloger(),
            new CruxCataloger(),
            new KissCataloger(),
            new InventoryCataloger(),
            new HomebrewCataloger(),
            new SnapCataloger(),
            new FlatpakCataloger(),
            StoreCataloger.NIX,
            StoreCataloger.GUIX,
            new PkgCataloger(),
            new JavaArchiveCataloger(),
            new NpmCataloger(),
            new PythonCataloger(),
            new RubyGemsCataloger(),
            new ComposerCataloger(),
            new DotNetCataloger(),
            new RPackageCataloger(),
            new BitnamiCataloger(),
            new DhiCataloger(),
            new CondaCataloger(),
            new ErlangCataloger(),
            new HaskellCataloger(),
            new LuaRocksCataloger(),
            new OpamCataloger(),
            new JuliaCataloger(),
            new PubCataloger(),
            new ConanCataloger(),
            new PerlCataloger(),
            new WordPressCataloger(),
            new PeclCataloger(),
            new JavaRuntimeCataloger(),
            new VcpkgCataloger(),
            new HeaderCataloger(),
            new GolangCataloger(),
            new RustCataloger(),
            new CargoInstallCataloger(),
            new NativeImageCataloger(),
            new PackageNoteCataloger(),
            new KernelCataloger(),
            new ClassifierCataloger());

    private Catalogers() {}
}
