package dev.liveorders.bus;

import dev.liveorders.json.ProductJson;
import dev.liveorders.model.Product;
import dev.liveorders.model.ProductChange;
import java.util.Optional;

/** The request to change a product's details: a {@link ProductChange}, answered with the {@link Product}. */
public final class UpdateProduct {
  /** Answered by this node. */
  public static final Endpoint<ProductChange, Product> ENDPOINT = new Endpoint<>(
      "live-orders.products.update",
      new MessageJson<>(
          ProductChange.class,
          json -> ProductJson.readChange(json, Optional.empty(), Optional.empty()),
          ProductJson::writeChange),
      ProductMessage.JSON);

  private UpdateProduct() {}
}
