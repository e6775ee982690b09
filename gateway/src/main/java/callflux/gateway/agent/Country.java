package callflux.gateway.agent;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Where a telephone number is, by its first digits.
///
/// Countries go by their ISO 3166 codes. The many that share `+1` are told apart by area code: most
/// of them cost a multiple of a call to the two large ones.
final class Country {
  private static final String CALLING_CODES =
      """
      EG 20 ZA 27 GR 30 NL 31 BE 32 FR 33 ES 34 HU 36 IT 39 RO 40 CH 41 AT 43 GB 44 DK 45 SE 46
      NO 47 PL 48 DE 49 PE 51 MX 52 CU 53 AR 54 BR 55 CL 56 CO 57 VE 58 MY 60 AU 61 ID 62 PH 63
      NZ 64 SG 65 TH 66 JP 81 KR 82 VN 84 CN 86 TR 90 IN 91 PK 92 AF 93 LK 94 MM 95 IR 98 SS 211
      MA 212 DZ 213 TN 216 LY 218 GM 220 SN 221 MR 222 ML 223 GN 224 CI 225 BF 226 NE 227 TG 228
      BJ 229 MU 230 LR 231 SL 232 GH 233 NG 234 TD 235 CF 236 CM 237 CV 238 ST 239 GQ 240 GA 241
      CG 242 CD 243 AO 244 GW 245 SC 248 SD 249 RW 250 ET 251 SO 252 DJ 253 KE 254 TZ 255 UG 256
      BI 257 MZ 258 ZM 260 MG 261 RE 262 ZW 263 NA 264 MW 265 LS 266 BW 267 SZ 268 KM 269 ER 291
      AW 297 FO 298 GL 299 GI 350 PT 351 LU 352 IE 353 IS 354 AL 355 MT 356 CY 357 FI 358 BG 359
      LT 370 LV 371 EE 372 MD 373 AM 374 BY 375 AD 376 MC 377 SM 378 UA 380 RS 381 ME 382 XK 383
      HR 385 SI 386 BA 387 MK 389 CZ 420 SK 421 LI 423 BZ 501 GT 502 SV 503 HN 504 NI 505 CR 506
      PA 507 PM 508 HT 509 GP 590 BO 591 GY 592 EC 593 GF 594 PY 595 MQ 596 SR 597 UY 598 CW 599
      TL 670 BN 673 NR 674 PG 675 TO 676 SB 677 VU 678 FJ 679 PW 680 WF 681 CK 682 NU 683 WS 685
      KI 686 NC 687 TV 688 PF 689 TK 690 FM 691 MH 692 KP 850 HK 852 MO 853 KH 855 LA 856 BD 880
      TW 886 MV 960 LB 961 JO 962 SY 963 IQ 964 KW 965 SA 966 YE 967 OM 968 PS 970 AE 971 IL 972
      BH 973 QA 974 BT 975 MN 976 NP 977 TJ 992 TM 993 AZ 994 GE 995 KG 996 UZ 998 RU 7
      KZ 76 KZ 77 SH 290 FK 500
      BS 1242 BB 1246 AI 1264 AG 1268 VG 1284 VI 1340 KY 1345 BM 1441 GD 1473 TC 1649 JM 1658
      MS 1664 MP 1670 GU 1671 AS 1684 SX 1721 LC 1758 DM 1767 VC 1784 PR 1787 DO 1809 DO 1829
      DO 1849 TT 1868 KN 1869 JM 1876 PR 1939
      """;

  private static final Set<String> CANADA =
      Set.of(
          ("204 226 236 249 250 257 263 289 306 343 354 365 367 368 382 387 403 416 418 428 431 437"
                  + " 438 450 468 474 506 514 519 548 579 581 584 587 604 613 639 647 672 683 705"
                  + " 709 742 753 778 780 782 807 819 825 867 873 879 902 905 942")
              .split(" ", -1));

  private static final int LONGEST = 4;
  private static final Map<String, String> BY_CODE = byCode();
  private static final Set<String> KNOWN = known();

  private Country() {}

  /// Whether there is such a country.
  static boolean exists(String iso) {
    return KNOWN.contains(iso);
  }

  /// The ISO code; empty for networks that belong to none, such as satellites.
  ///
  /// @param digits of an E.164 number, without the plus
  static Optional<String> of(String digits) {
    for (int length = Math.min(LONGEST, digits.length()); length > 0; length--) {
      var country = BY_CODE.get(digits.substring(0, length));
      if (country != null) {
        return Optional.of(country);
      }
    }
    return digits.startsWith("1") ? Optional.of(large(digits)) : Optional.empty();
  }

  private static String large(String digits) {
    return digits.length() >= LONGEST && CANADA.contains(digits.substring(1, LONGEST))
        ? "CA"
        : "US";
  }

  private static Map<String, String> byCode() {
    var words = CALLING_CODES.strip().split("\\s+", -1);
    var countries = new HashMap<String, String>();
    for (int i = 0; i < words.length; i += 2) {
      countries.put(words[i + 1], words[i]);
    }
    return Map.copyOf(countries);
  }

  private static Set<String> known() {
    var known = new HashSet<>(BY_CODE.values());
    known.addAll(Arrays.asList("US", "CA"));
    return Set.copyOf(known);
  }
}
