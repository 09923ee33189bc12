extension Vocabulary {
  /// Titles, with `@` for the subject and `%` for a number.
  static let titlePatterns: [String] = [
    "% @ to Save for Later", "How to Make @ in % Steps", "The Best @ of the Year",
    "@: A Beginner's Guide", "% Easy @ for Small Budgets", "Why Everybody Loves @",
    "@ You Can Do This Weekend", "My Favorite @ Right Now", "% @ That Feel Like Home", "Simple @",
    "@ – before & after", "“@” and % more", "Lovely @ | Free Printable", "@ 101",
    "% Tips for Better @ (with pictures)", "@, step by step",
  ]

  /// Titles in which a reader finds bytes outside ASCII.
  static let foreignTitles: [String] = [
    "Идеи для дома своими руками", "Décoration d’été à faire soi-même", "手作りの小さな贈り物",
    "Schöne Ideen für gemütliche Tage", "Ideas fáciles para el fin de semana",
    "أفكار جميلة للبيت", "작은 방 꾸미기", "Pomysły na długi weekend", "Ιδέες για το σπίτι",
    "✨ Cozy corners ✨ 🪴🕯️", "Güzel fikirler", "Ý tưởng cho cuối tuần",
  ]

  /// Sentences of descriptions, with `@` for the subject and `%` for a number.
  static let sentences: [String] = [
    "Looking for @?", "These @ take less than % minutes.", "Save this pin for later!",
    "You will not believe how simple it is to plan your own @.",
    "I tried % different ways, and this one is by far the calmest.",
    "Perfect for rainy Sundays, last-minute guests and quiet evenings.",
    "Click through for the full list of materials.", "A gentle reminder that done beats perfect.",
    "From our little studio to your table: @ with a twist.",
    "Everything you need is probably in a drawer already.",
    "It costs next to nothing, and the children can help.",
    "Start small, keep the colors warm, and let the light do the rest.",
    "We collected % of our readers' \"must-haves\" in one place.",
    "Part % of our series on @.", "Which one would you choose?",
    "Follow along for more – новые идеи каждую неделю.", "No special tools, no stress 😊.",
    "Here is what we learned after % months of trying.", "#diy #ideas #weekend",
    "Size < 20 cm, price < $%, patience > 1 hour.",
  ]

  /// Texts that break readers which do not quote, escape or count as they should.
  static let hostileTexts: [String] = [
    "<script>alert('pinned')</script>", "She said \"save it\" & he said 'why?'",
    "Two lines:\nthe second one", "Robert'); DROP TABLE pinterest_data;--",
    "back\\slash \\n \\u0041",
    "comma, semicolon; tab\tand pipe |", "{\"json\": [\"inside\", null]}", "=SUM(A1:A9)",
    "Trailing space ", " \u{a0}no-break\u{a0}space\u{a0}", "🧵🪡🏡 all four bytes 🦊",
    "👩‍👩‍👧‍👦 family & 🇨🇭 flag", "combining e\u{301} and composed é", "ends with a backslash\\",
    "‮right to left‬ and back", "line\u{2028}separator", "zero\u{200b}width", "null", "N/A", "0",
    "100% ${percent} %s {{braces}}", "</td></tr><!-- -->", "carriage\r\nreturn",
    "«ёлки» — “quotes”",
  ]

  /// What a broken page leaves in a title or a description.
  static let oddTitles = ["Robot Challenge Screen", "Untitled: Photo"]
  static let oddDescriptions = ["Untitled", "Art.", "5,237 points • 127 comments"]

  /// The two halves of most display names.
  static let posterFirstWords: [String] = [
    "Amber", "Brisk", "Cedar", "Dapper", "Ember", "Fable", "Gilded", "Hazel", "Indigo", "Jolly",
    "Kindly", "Linen", "Mossy", "Nimble", "Ochre", "Pebble", "Quaint", "Russet", "Sunlit", "Tidy",
    "Umber", "Velvet", "Willow", "Yonder", "Zesty", "Clover", "Drizzle", "Frosted", "Humble",
    "Marbled",
  ]
  static let posterLastWords: [String] = [
    "Otter", "Kettle", "Lantern", "Thimble", "Acorn", "Badger", "Compass", "Dormouse", "Fiddle",
    "Gable", "Heron", "Inkwell", "Juniper", "Kestrel", "Ladle", "Magpie", "Nutmeg", "Orchard",
    "Parasol", "Quince", "Rudder", "Saddle", "Teapot", "Urchin", "Vellum", "Wagon", "Yarrow",
    "Zeppelin", "Bobbin", "Crumpet", "Drawbridge", "Easel",
  ]
}
