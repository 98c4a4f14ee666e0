/// What the program prints, letter by letter. A change here is a change of the contract: make it on purpose.
enum Goldens {
  static let help = """
    OVERVIEW: Look at the cluster structure of a table.

    Is there structure? Which groups, and do methods agree? What are they?

    pleiades FILE opens the explorer; where there is no terminal to draw on, it
    prints the report. FILE is a table with a header: CSV, TSV or alike; - is
    standard input, and a folder is listed to choose from.

    Examples:
      pleiades iris.csv --labels label
      pleiades vat iris.csv
      pleiades cluster iris.csv --algorithm kmeans --set k=3 --format json

    USAGE: pleiades [FILE|-] [options]
           pleiades <command> FILE|- [options]

    OPTIONS:
      --version               Show the version.
      -h, --help              Show help information.

    FIRST LOOK SUBCOMMANDS:
      explore (default)       Open the explorer (the default).
      report                  Print the whole first look: tendency, image,
                              projection, clusterers.

    STRUCTURE SUBCOMMANDS:
      tendency                Test whether there is cluster structure at all.
      ambiguity               Would people see the same clusters in a scatterplot?
      vat                     Draw the dissimilarity image in which groups are dark
                              blocks.
      covat                   Order the rows and the columns of a rectangular
                              dissimilarity matrix.

    GROUP SUBCOMMANDS:
      project                 Show the rows in the plane.
      cluster                 Partition the rows by one algorithm.
      compare                 Run several algorithms and hold them side by side.
      validate                Judge a partition by validity indices.

    OTHER SUBCOMMANDS:
      list                    List algorithms, projections, metrics and indices,
                              with their parameters.
      frame                   Print the explorer's screen without a terminal.
      play                    Do a saved session again and print its last screen.
      config                  Show where the configuration is, and check or write
                              it.

      See 'pleiades help <subcommand>' for detailed help.

    """

  static let vat = """
    OVERVIEW: Draw the dissimilarity image in which groups are dark blocks.

    Rows are put into the order in which the spanning tree grows, so that rows
    alike stand together. The iVAT image shows the widest gap that has to be
    crossed between two rows; --vat shows the dissimilarities themselves.

    Examples:
      pleiades vat iris.csv
      pleiades vat iris.csv --labels label --dendrogram --image iris.png
      pleiades vat iris.csv --clusters 3 --format csv
      pleiades vat iris.csv --window 50:100 --size 100x50

    USAGE: pleiades vat [<options>] <file>

    ARGUMENTS:
      <file>                  The file to read; - for standard input.

    IMAGE:
      --size <WxH>            Size of the image, in characters, or in values across
                              and down where --image is a figure.
      --window <a:b[,c:d]>    Draw only these positions of the order, from a up to
                              but not b; c:d for other columns than rows.
      --summary <summary>     What a cell shows of its pairs. (values: maximum,
                              minimum, mean; default: mean)
      --dendrogram            Draw the tree of single linkage beside the image.
      --image <path>          Draw into a file; its ending says how: .png, .svg,
                              .txt or .ansi.

    GROUPS:
      --cut <distance>        Groups are the rows that joined at this distance or
                              less.
      --clusters <k>          Cut the tree into so many groups, whatever their
                              sizes.
      --maximin <n>           Show only so many rows that reach every part of the
                              data, and label the others by the nearest of them.
      --constraints <file>    A table of three columns, row, row, must or cannot:
                              which rows belong together or apart.

    DATA:
      --columns <a,b>         Features, by name; all numeric columns if not given.
      --exclude <a,b>         Columns to leave out.
      --labels <column>       The column of reference classes: compared with, never
                              a feature.
      --id <column>           The column that names the rows.
      --scale <scale>         How features are made comparable. (values: none,
                              standard, minmax, robust; default: standard)
      --missing <missing>     What becomes of missing values: drop leaves out the
                              row. (values: drop, mean, median, error; default:
                              drop)
      --metric <metric>       How rows are compared; see pleiades list metrics.
                              (default: euclidean)
      --power <p>             The exponent of the Minkowski metric.
      --rows <0:50,60>        Analyse these rows alone, counted from 0; an end is
                              not included.
      --sample <n>            Analyse so many rows, drawn at random.
      --seed <n>              For everything random. (default: 42)
      --threads <n>           Processors to use; the result is the same. All if not
                              given.
      --delimiter <mark>      What stands between cells: one mark, tab or space.
                              Found out if not given.
      --header/--no-header    Whether the first line names the columns. Found out
                              if not given.

    OUTPUT:
      --format <format>       For people, or for programs. (values: text, json,
                              csv; default: text)
      --output <path>         Write to a file instead of standard output.
      --force                 Let --output replace a file that exists.
      --ascii                 Draw with plain ASCII characters.
      --color <color>         Colour in text; auto: on a terminal that has it,
                              unless NO_COLOR is set. (values: auto, always, never;
                              default: auto)

    OPTIONS:
      --vat                   Draw the VAT image (the dissimilarities in order)
                              instead of the iVAT image.
      --version               Show the version.
      -h, --help              Show help information.


    """
}
