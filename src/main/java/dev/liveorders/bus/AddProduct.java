package dev.liveorders.bus;

import dev.liveorders.json.ProductJson;
import dev.liveorders.model.Product;
import dev.liveorders.model.ProductDraft;
import java.util.Optional;

/** The request to add a product: a {@link ProductDraft}, answered with the {@link Product}. */
public final class AddProduct {
  /** Answered by this node. */
  public static final Endpoint<ProductDraft, Product> ENDPOINT = new Endpoint<>(
      "live-orders.products.add",
      new MessageJson<>(
          ProductDraft.class,
          json -> ProductJson.readDraft(json, Optional.empty()),
          ProductJson::writeDraft),
      ProductMessage.JSON);

  private AddProduct() {}
}
