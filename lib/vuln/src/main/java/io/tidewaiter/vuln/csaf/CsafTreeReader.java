package io.tidewaiter.vuln.csaf;

import io.tidewaiter.vuln.json.DocumentFault;
import io.tidewaiter.vuln.json.JsonCursor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code product_tree}: branches, which hold branches, loose products, relationships and groups. */
final class CsafTreeReader {
    private final JsonCursor json;
    private final Map<String, CsafProduct> products;
    private final Map<String, CsafComponent> components;
    private final Map<String, List<String>> groups;

    CsafTreeReader(
            JsonCursor json,
            Map<String, CsafProduct> products,
            Map<String, CsafComponent> components,
            Map<String, List<String>> groups) {
        this.json = json;
        this.products = products;
        this.components = components;
        this.groups = groups;
    }

    /** A branch and, by the time it ends, the products in it; a product may stand before its branch's name. */
    private static final class Branch {
        private String category = "";
        private String name = "";
        private Product product = new Product("", "", "", "");
    }

    private record Product(String id, String name, String cpe, String purl) {}

    void read() {
        json.object("product_tree", name -> {
            switch (name) {
                case "branches" -> branches("");
                case "full_product_names" -> json.array(name, () -> add(product(), new Branch(), ""));
                case "relationships" -> json.array(name, this::relationship);
                case "product_groups" -> json.array(name, this::group);
                default -> json.skip();
            }
        });
    }

    /** The depth is bounded by that of the document. */
    private void branches(String parent) {
        json.array("branches", () -> {
            Branch branch = new Branch();
            json.object("branch", name -> {
                switch (name) {
                    case "category" -> branch.category = json.text(name);
                    case "name" -> branch.name = json.text(name);
                    case "product" -> branch.product = product();
                    case "branches" -> branches(branch.name.isEmpty() ? parent : branch.name);
                    default -> json.skip();
                }
            });
            if (!branch.product.id().isEmpty()) {
                add(branch.product, branch, parent);
            }
        });
    }

    private void add(Product product, Branch branch, String parent) {
        if (product.id().isEmpty()) {
            throw new DocumentFault("a product without an id");
        }
        products.put(
                product.id(),
                new CsafProduct(
                        product.id(),
                        product.name(),
                        product.cpe(),
                        product.purl(),
                        branch.category,
                        branch.name,
                        parent));
    }

    private Product product() {
        Map<String, String> fields = new HashMap<>();
        json.object("product", name -> {
            switch (name) {
                case "product_id", "name" -> fields.put(name, json.text(name));
                case "product_identification_helper" ->
                    json.object(name, helper -> {
                        switch (helper) {
                            case "cpe", "purl" -> fields.put(helper, json.text(helper));
                            case "purls" -> json.array(helper, () -> fields.putIfAbsent("purl", json.text(helper)));
                            default -> json.skip();
                        }
                    });
                default -> json.skip();
            }
        });
        return new Product(
                fields.getOrDefault("product_id", ""),
                fields.getOrDefault("name", ""),
                fields.getOrDefault("cpe", ""),
                fields.getOrDefault("purl", ""));
    }

    private void relationship() {
        String[] ends = {"", ""};
        Product[] both = {new Product("", "", "", "")};
        json.object("relationship", name -> {
            switch (name) {
                case "product_reference" -> ends[0] = json.text(name);
                case "relates_to_product_reference" -> ends[1] = json.text(name);
                case "full_product_name" -> both[0] = product();
                default -> json.skip();
            }
        });
        String id = both[0].id();
        if (id.isEmpty() || ends[0].isEmpty() || ends[1].isEmpty()) {
            throw new DocumentFault("a relationship without its products");
        }
        components.put(id, new CsafComponent(id, ends[0], ends[1]));
    }

    private void group() {
        String[] id = {""};
        List<List<String>> members = new ArrayList<>(1);
        json.object("product group", name -> {
            switch (name) {
                case "group_id" -> id[0] = json.text(name);
                case "product_ids" -> members.add(json.texts(name));
                default -> json.skip();
            }
        });
        members.forEach(list -> groups.put(id[0], list));
    }
}
