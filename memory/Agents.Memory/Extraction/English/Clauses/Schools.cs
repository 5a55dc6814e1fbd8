using System.Collections.Frozen;

namespace Agents.Memory.Extraction.English.Clauses;

/// <summary>Reads where one studies, and what.</summary>
internal static class Schools
{
    private static readonly FrozenSet<string> Subjects = Words.Set(
        """
        nursing medicine law engineering history physics chemistry biology maths math mathematics philosophy psychology
        economics accounting finance marketing business architecture geography geology english french german spanish
        politics sociology anthropology archaeology linguistics literature music art design fashion film journalism
        education theology divinity astronomy statistics informatics robotics biochemistry neuroscience genetics
        zoology botany ecology pharmacy dentistry veterinary midwifery physiotherapy radiography nutrition criminology
        management computing cs compsci eng science sciences studies arts classics drama theatre photography animation
        bookkeeping welding plumbing carpentry catering cookery hairdressing agriculture forestry oceanography
        meteorology logistics hospitality tourism relations policy planning therapy
        """);

    private static readonly FrozenSet<string> Years = Words.Set(
        "first second third fourth fifth final last 1st 2nd 3rd 4th 5th");

    /// <summary>Gives the end of a school's name; the first word where there is none.</summary>
    public static int End(Clause clause, int at)
    {
        var from = clause.Words[at] == "the" ? at + 1 : at;
        var end = clause.NameEnd(from);
        return end > from ? end : at;
    }

    /// <summary>Tells whether a name is that of a school, by its words.</summary>
    public static bool IsSchool(string name) => name.Split(' ').Any(word => word is "school" or "university"
        or "college" or "uni"
        or "academy" or "high" or "institute" or "elementary" or "primary" or "montessori" or "kindergarten" or "prep"
        or "grammar"
        or "polytechnic" or "mit" or "uc" or "state" or "tech");

    /// <summary>Tells whether a phrase names a subject of study.</summary>
    public static bool IsSubject(string phrase) => Subjects.Contains(phrase[(phrase.LastIndexOf(' ') + 1)..]);

    /// <summary>Gives the word after "second-year", "my final year of".</summary>
    public static int SkipYear(Tokens words, int at)
    {
        while (words[at] is "my" or "a" or "the" or "in")
        {
            at++;
        }

        if (words[at].EndsWith("-year", StringComparison.Ordinal))
        {
            return at + 1;
        }

        if (Years.Contains(words[at]) && words[at + 1] == "year")
        {
            return words[at + 2] == "of" ? at + 3 : at + 2;
        }

        return at;
    }
}
