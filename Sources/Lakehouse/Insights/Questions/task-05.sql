-- Task 5: the most popular category of each year, by how many posts each had.
WITH posts AS (
  SELECT pin.category, CAST(SUBSTR(CAST(geo.timestamp AS CHAR(19)), 1, 4) AS INTEGER) AS post_year
  FROM pin INNER JOIN geo ON geo.ind = pin.ind
),
counted AS (
  SELECT post_year, category, COUNT(*) AS category_count
  FROM posts
  WHERE category IS NOT NULL
    AND post_year BETWEEN /*first-post-year*/2018 AND /*last-post-year*/2022 --[post-years=some]
    --[post-years=all] AND post_year IS NOT NULL
  GROUP BY post_year, category
),
ranked AS (
  SELECT post_year, category, category_count,
    RANK() OVER (PARTITION BY post_year ORDER BY category_count DESC) AS place --[ties=course|all]
    --[ties=one] ROW_NUMBER() OVER (PARTITION BY post_year ORDER BY category_count DESC, category) AS place
  FROM counted
)
SELECT post_year, category, category_count
FROM ranked
WHERE place = 1 --[listing=top]
ORDER BY post_year, category_count DESC, category
