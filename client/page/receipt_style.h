#pragma once

namespace alongside {

// How a receipt looks, on a screen and on A4: dark ink on white paper (17:1), large type, lines
// that are not long, numbers that break anywhere. Only fonts that are there already.
inline constexpr const char* kReceiptStyle = R"css(
:root { color-scheme: light; }
html {
  background: #ffffff; color: #1a1a1a;
  font: 125%/1.6 "Atkinson Hyperlegible", Verdana, "DejaVu Sans", "Noto Sans", sans-serif;
}
body { margin: 0 auto; max-width: 36rem; padding: 1.5rem; }
h1 { font-size: 1.7rem; line-height: 1.25; margin: 0 0 1rem; }
h2 { font-size: 1.2rem; line-height: 1.3; margin: 1.5rem 0 0.3rem; }
p, blockquote { margin: 0 0 0.5rem; overflow-wrap: anywhere; }
.now { border: 0.2rem solid; font-weight: bold; margin: 1rem 0; padding: 0.8rem 1rem; }
blockquote { border-inline-start: 0.3rem solid; padding-inline-start: 1rem; white-space: pre-wrap; }
dl { font-size: 0.9rem; margin: 0; }
dt { font-weight: bold; }
dd { font-family: "DejaVu Sans Mono", monospace; margin: 0 0 0.5rem; overflow-wrap: anywhere; }
@page { margin: 15mm; size: A4; }
@media print {
  html { font-size: 14pt; line-height: 1.4; }
  body { max-width: none; padding: 0; }
  h2 { margin-top: 0.9rem; }
  h2, dt { break-after: avoid; }
  section, blockquote { break-inside: avoid; }
}
)css";

}  // namespace alongside
