package dev.liveorders.bus;

import dev.liveorders.json.CommitJson;
import dev.liveorders.model.Product;

/** A product with all that is known of it, the answer to {@link AddProduct} and {@link UpdateProduct}. */
final class ProductMessage {
  static final MessageJson<Product> JSON =
      new MessageJson<>(Product.class, CommitJson::readProduct, CommitJson::writeProduct);

  private ProductMessage() {}
}
