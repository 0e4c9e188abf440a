package dev.liveorders.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.liveorders.kit.TokenIssuer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The keys of tokens as a start reads them, and every way in which they are wrong. */
class TokenKeysTest {
  private static final TokenIssuer EC = TokenIssuer.of("ES256");
  private static final TokenIssuer RSA = TokenIssuer.of("RS256");
  private static final TokenIssuer ED = TokenIssuer.of("EdDSA");
  private static final TokenIssuer SECRET = TokenIssuer.of("HS256");

  @TempDir
  private Path folder;

  private AppConfig.Access access(String... keysAndValues) {
    Map<String, Object> access = new HashMap<>(Map.of("read", "token"));
    for (int i = 0; i < keysAndValues.length; i += 2) {
      access.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return ConfigReader.fromJson(Map.of("access", access)).access();
  }

  private List<String> faults(String... keysAndValues) {
    try {
      access(keysAndValues);
      return List.of();
    } catch (ConfigException e) {
      return e.faults();
    }
  }

  private String file(String text) {
    return TokenIssuer.write(folder.resolve("keys"), text).toString();
  }

  @Test
  void keysOfAllSourcesCountTogether() {
    Path jwks = TokenIssuer.writeJwks(folder.resolve("jwks"), EC, RSA, ED, SECRET);
    Path pem =
        TokenIssuer.write(folder.resolve("pem"), "# ours\n" + EC.pem() + RSA.pem() + ED.pem());
    AppConfig.Access access = access(
        "tokenJwksFile", jwks.toString(),
        "tokenPemFile", pem.toString(),
        "tokenSecret", "a secret that is quite long enough");

    TokenKeys read = TokenKeys.read(access);

    assertThat(read.faults()).isEmpty();
    assertThat(read.keys().toString())
        .isEqualTo("[ES256 k0, RS256 k1, EdDSA k2, HS256 k3, ES256, RS256, EdDSA, HS256]");
    assertThat(read.keys().get(4).key()).isEqualTo(read.keys().get(0).key());
    assertThat(read.keys().get(5).key()).isEqualTo(read.keys().get(1).key());
    assertThat(read.keys().get(6).key()).isEqualTo(read.keys().get(2).key());
  }

  @Test
  void aFileOfSecretsMayHoldTheOldOneBesideTheNewOne() {
    String secrets = file("\n" + "n".repeat(32) + "\r\n" + "o".repeat(40) + "\n");
    assertThat(TokenKeys.read(access("tokenSecretFile", secrets)).keys())
        .extracting(key -> key.key().getEncoded().length)
        .containsExactly(32, 40);
  }

  @Test
  void keysOfOtherUsesAndAlgorithmsArePassedOver() {
    JsonObject encryption = RSA.jwk("e").put("use", "enc");
    JsonObject signing = RSA.jwk("s").put("key_ops", new JsonArray().add("sign"));
    JsonObject longer = RSA.jwk("l").put("alg", "RS512");
    JsonObject mixed = EC.jwk("m").put("alg", "HS256");
    JsonObject other = EC.jwk("o").put("crv", "P-384");
    JsonObject newer = new JsonObject().put("kty", "AKP").put("alg", "ML-DSA-44");
    JsonArray keys =
        new JsonArray(new ArrayList<>(List.of(encryption, signing, longer, mixed, other, newer)));
    JsonObject none = new JsonObject().put("keys", keys);
    assertThat(faults("tokenJwksFile", file(none.encode())))
        .singleElement()
        .asString()
        .endsWith("has no key for HS256, RS256, ES256 (P-256) or EdDSA (Ed25519)");
    keys.add(ED.jwk("d"));
    assertThat(
            TokenKeys.read(access("tokenJwksFile", file(none.encode()))).keys().toString())
        .isEqualTo("[EdDSA d]");
  }

  static Stream<Arguments> wrongJwks() {
    return Stream.of(
        Arguments.of("nothing of the kind", "is not JSON"),
        Arguments.of("{}", "is no JWK Set: it has no list \"keys\""),
        Arguments.of("{\"keys\":[]}", "has no key for HS256"),
        Arguments.of("{\"keys\":[],\"keys\":[]}", "is not JSON"),
        Arguments.of(set(RSA.jwk("k")) + set(EC.jwk("m")), "is not JSON"),
        Arguments.of(set(RSA.jwk("k").put("d", "AA")), "has the private part of the key k"),
        Arguments.of(
            set(TokenIssuer.ofRsa(1_024).jwk("k")),
            "has the key k, which is an RSA key of 1024 bits; RS256 needs 2048 or more"),
        Arguments.of(set(RSA.jwk("k").put("n", "§")), "has a \"n\" that is not base64url"),
        Arguments.of(set(EC.jwk("k").put("y", "AQ")), "is no point of the curve P-256"),
        Arguments.of(set(ED.jwk("k").put("x", "AQ")), "has an \"x\" of 1 bytes, not 32"),
        Arguments.of(
            set(TokenIssuer.ofSecret("s3cret").jwk("k")),
            "has the key k, which is a secret of 6 bytes; HS256 needs 32"));
  }

  private static String set(JsonObject jwk) {
    return new JsonObject().put("keys", new JsonArray().add(jwk)).encode();
  }

  @ParameterizedTest
  @MethodSource("wrongJwks")
  void aWrongJwkSetIsOneLine(String text, String fault) {
    String file = file(text);
    assertThat(faults("tokenJwksFile", file))
        .singleElement()
        .asString()
        .startsWith("access.tokenJwksFile: " + file + " ")
        .contains(fault)
        .doesNotContain("s3cret", TokenIssuer.base64("s3cret".getBytes()));
  }

  static Stream<Arguments> wrongPem() {
    return Stream.of(
        Arguments.of("", "has no PUBLIC KEY and no CERTIFICATE in PEM"),
        Arguments.of(EC.pem() + EC.privatePem(), "has a private key; give the public one"),
        Arguments.of(EC.pem().replace("PUBLIC", "RSA PUBLIC"), "has a RSA PUBLIC KEY; give a"),
        Arguments.of(
            "-----BEGIN PUBLIC KEY-----\nAQIDBA==\n-----END PUBLIC KEY-----\n",
            "has a PUBLIC KEY that is neither RSA nor EC nor Ed25519"),
        Arguments.of(
            "-----BEGIN CERTIFICATE-----\nAQIDBA==\n-----END CERTIFICATE-----\n",
            "has a CERTIFICATE that is malformed"),
        Arguments.of(
            TokenIssuer.ofCurve("secp384r1").pem(),
            "is a key of the kind EC that is not supported; take RSA, EC on the curve P-256"));
  }

  @ParameterizedTest
  @MethodSource("wrongPem")
  void aWrongPemFileIsOneLine(String text, String fault) {
    String file = file(text);
    assertThat(faults("tokenPemFile", file))
        .singleElement()
        .asString()
        .startsWith("access.tokenPemFile: " + file + " ")
        .contains(fault);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tokenJwksFile", "tokenSecretFile"})
  void aSecretThatEveryUserOfTheMachineMayReadIsNone(String key) throws Exception {
    String text = key.equals("tokenJwksFile") ? set(SECRET.jwk("k")) : TokenIssuer.SECRET;
    String file = file(text);
    assertThat(faults(key, file)).isEmpty();
    Files.setPosixFilePermissions(Path.of(file), PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(faults(key, file))
        .containsExactly("access." + key + ": " + file
            + " holds a secret, and every user of this machine may read it; chmod 600 it");
  }

  @Test
  void publicKeysMayBeReadByAll() throws Exception {
    Path jwks = TokenIssuer.writeJwks(folder.resolve("jwks"), EC);
    Files.setPosixFilePermissions(jwks, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(faults("tokenJwksFile", jwks.toString())).isEmpty();
  }

  @Test
  void allFaultsComeAtOnce() {
    String missing = folder.resolve("missing").toString();
    assertThat(faults(
            "tokenJwksFile",
            missing,
            "tokenPemFile",
            file(""),
            "tokenSecretFile",
            missing,
            "tokenSecret",
            "s3cret"))
        .hasSize(5)
        .anySatisfy(fault ->
            assertThat(fault).isEqualTo("access.tokenJwksFile: " + missing + " does not exist"))
        .anySatisfy(fault -> assertThat(fault).startsWith("access.tokenPemFile: "))
        .anySatisfy(fault -> assertThat(fault).startsWith("access.tokenSecret: is a secret of 6 b"))
        .anySatisfy(fault -> assertThat(fault).endsWith("leave one out"))
        .noneSatisfy(fault -> assertThat(fault).contains("s3cret"));
  }

  @Test
  void tokensNeedKeys() {
    assertThatThrownBy(() -> access())
        .isInstanceOf(ConfigException.class)
        .hasMessage("access.read: token needs keys to verify tokens with; give"
            + " access.tokenJwksFile, access.tokenPemFile or access.tokenSecretFile");
  }
}
