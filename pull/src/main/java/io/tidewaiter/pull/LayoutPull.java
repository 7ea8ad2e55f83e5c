package io.tidewaiter.pull;

import io.tidewaiter.oci.Descriptor;
import io.tidewaiter.oci.Digest;
import io.tidewaiter.oci.ForeignText;
import io.tidewaiter.oci.ImageIndex;
import io.tidewaiter.oci.layout.OciLayout;
import java.util.List;

/** Finds in a layout what a tag names; a layout with one manifest needs no tag. */
record LayoutPull(OciLayout layout, Source source, String tag) {
    PullResult run(PlatformChoice choice) {
        List<Descriptor> named = layout.index().manifests().stream()
                .filter(m -> tag.isEmpty() || isNamed(m))
                .toList();
        IndexWalk walk = new IndexWalk(new Content.OfLayout(layout), source.text(), choice);
        if (named.isEmpty()) {
            return new PullResult.Gone("open layout " + layout + ": it has no image "
                    + (tag.isEmpty() ? "at all" : "tagged " + ForeignText.quoted(tag)) + tags());
        }
        if (named.size() == 1) {
            return walk.from(named.getFirst());
        }
        boolean severalNames = named.stream()
                        .map(m -> m.annotation(Descriptor.REF_NAME))
                        .distinct()
                        .count()
                > 1;
        if (severalNames && !(choice instanceof PlatformChoice.All)) {
            return new PullResult.Invalid(
                    "open layout " + layout + ": it has " + named.size() + " images; name one by its tag" + tags());
        }
        ImageIndex index = layout.index();
        return walk.chosen(
                new ImageIndex(index.mediaType(), index.artifactType(), named, index.annotations()), layout.toString());
    }

    private boolean isNamed(Descriptor manifest) {
        String name = manifest.annotation(Descriptor.REF_NAME);
        String image = manifest.annotation("io.containerd.image.name");
        Digest digest = manifest.digest();
        return name.equals(tag)
                || name.endsWith(":" + tag)
                || image.equals(tag)
                || image.endsWith(":" + tag)
                || tag.equals("@" + digest)
                || tag.equals(digest.toString());
    }

    private String tags() {
        List<String> tags = layout.index().manifests().stream()
                .map(m -> m.annotation(Descriptor.REF_NAME))
                .filter(name -> !name.isEmpty())
                .distinct()
                .limit(20)
                .map(ForeignText::quoted)
                .toList();
        return tags.isEmpty() ? "" : "; tags: " + String.join(", ", tags);
    }
}
