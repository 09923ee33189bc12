extension Vocabulary {
  /// What pins of a category are about, sixteen phrases each.
  ///
  /// The order of categories is that of ``Category``.
  static let subjects: [[String]] = [
    [
      "Watercolor Foxes", "Ink Landscapes", "Clay Teacups", "Paper Lanterns", "Charcoal Portraits",
      "Pastel Clouds", "Linocut Birds", "Collage Maps", "Gouache Gardens", "Driftwood Mobiles",
      "Sketchbook Doodles", "Acrylic Waves", "Stained Glass Moths", "Origami Whales",
      "Mosaic Trays", "Pencil Still Lifes",
    ],
    [
      "Rose Water Toners", "Braided Buns", "Almond Nails", "Oat Masks", "Berry Lip Tints",
      "Curtain Bangs", "Honey Scrubs", "Copper Eyeshadows", "Soft Curls", "Lavender Bath Salts",
      "Glossy Brows", "Green Clay Masks", "Chrome Manicures", "Shea Balms", "Freckle Looks",
      "Citrus Perfumes",
    ],
    [
      "Felt Stockings", "Gingerbread Cottages", "Pinecone Wreaths", "Advent Jars",
      "Cinnamon Garlands", "Snow Globe Cakes", "Tartan Gift Wraps", "Paper Stars",
      "Mulled Cider Mugs", "Candle Windows", "Knitted Baubles", "Cookie Trees",
      "Sleigh Centerpieces", "Orange Slice Ornaments", "Reindeer Cupcakes", "Velvet Bows",
    ],
    [
      "Macrame Hangers", "Button Bracelets", "Cork Planters", "Denim Totes", "Jar Lanterns",
      "Pom Pom Rugs", "Pallet Shelves", "Resin Coasters", "Felt Puppets", "Stamped Napkins",
      "Wire Baskets", "Quilted Pouches", "Soap Bars", "Bead Curtains", "Yarn Wall Hangings",
      "Salt Dough Charms",
    ],
    [
      "Phonics Games", "Fraction Walls", "Volcano Experiments", "Map Puzzles", "Spelling Bingos",
      "Classroom Corners", "Reading Nooks", "Alphabet Crafts", "Number Lines", "Weather Charts",
      "Study Planners", "Flash Card Sets", "History Timelines", "Sensory Bins", "Science Fairs",
      "Morning Worksheets",
    ],
    [
      "Garden Weddings", "Picnic Showers", "Balloon Arches", "Seating Charts", "Taco Bars",
      "Backyard Movie Nights", "Guest Book Tables", "Candle Lit Dinners", "Dessert Carts",
      "Barn Receptions", "Birthday Banners", "Tea Parties", "Photo Booth Walls",
      "Harvest Suppers", "Invitation Suites", "Lantern Walks",
    ],
    [
      "Envelope Budgets", "Savings Challenges", "Debt Trackers", "Side Hustles",
      "Meal Plan Budgets",
      "Index Funds", "Emergency Jars", "Bill Calendars", "No Spend Weeks", "First Home Plans",
      "Passive Incomes", "Tax Checklists", "Freelance Invoices", "Retirement Maps", "Cash Diaries",
      "Coupon Binders",
    ],
    [
      "Linen Curtains", "Open Shelves", "Gallery Walls", "Terrazzo Counters", "Boho Bedrooms",
      "Entryway Benches", "Rattan Lamps", "Farmhouse Sinks", "Window Seats", "Cozy Balconies",
      "Painted Arches", "Plant Corners", "Tiled Hearths", "Pantry Labels", "Reading Chairs",
      "Patchwork Throws",
    ],
    [
      "Linen Suits", "Layered Sweaters", "Chelsea Boots", "Rolled Chinos", "Denim Jackets",
      "Canvas Sneakers", "Tweed Vests", "Leather Belts", "Summer Shirts", "Capsule Wardrobes",
      "Knit Ties", "Rain Coats", "Camel Overcoats", "Corduroy Trousers", "Pocket Squares",
      "Weekend Bags",
    ],
    [
      "Morning Mantras", "Quiet Reminders", "Short Poems", "Kind Words", "Courage Notes",
      "Tiny Affirmations", "Monday Thoughts", "Letters to Yourself", "Hopeful Lines",
      "Friendship Sayings", "Grandmother Proverbs", "Journal Prompts", "Book Endings",
      "Rainy Day Verses", "Starting Over Notes", "Gratitude Lists",
    ],
    [
      "Fine Line Ferns", "Wrist Swallows", "Mountain Outlines", "Moon Phases", "Geometric Wolves",
      "Peony Sleeves", "Compass Roses", "Matching Anchors", "Koi Backs", "Ankle Daisies",
      "Script Ribs", "Dotwork Mandalas", "Snake Forearms", "Tiny Planets", "Bird Silhouettes",
      "Olive Branches",
    ],
    [
      "Coastal Trails", "Night Trains", "Island Ferries", "Old Town Stairs", "Mountain Huts",
      "Packing Lists", "Road Trips", "Hidden Lagoons", "Desert Camps", "Market Streets",
      "City Rooftops", "Northern Lights", "Vineyard Walks", "Harbor Towns", "Canyon Views",
      "Weekend Escapes",
    ],
    [
      "Vintage Campers", "Cafe Racers", "Electric Roadsters", "Pickup Builds", "Rally Hatchbacks",
      "Wooden Dashboards", "Chrome Tailfins", "Overland Vans", "Matte Coupes", "Roof Racks",
      "Garage Setups", "Sidecar Trips", "Three Wheelers", "Desert Buggies", "Restored Wagons",
      "Tiny City Cars",
    ],
  ]

  /// What may stand before or behind a subject in a tag.
  static let tagModifiers: [String] = [
    "Ideas", "Inspiration", "Aesthetic", "Tutorial", "For Beginners", "Easy", "Vintage", "Modern",
    "Minimalist", "Décor", "On A Budget", "Идеи",
  ]
}
