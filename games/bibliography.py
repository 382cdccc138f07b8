"""Every source that the library cites: key -> reference.

Docstrings cite as `[Nash1951]_`, game files as `source = "Nash1951"`. A test checks that each cited key stands here.
A DOI is given only where it was confirmed.
"""

from __future__ import annotations

from dataclasses import dataclass

from games.errors import ComarcaError, did_you_mean


@dataclass(frozen=True, slots=True)
class Reference:
    """One source: `authors` in print order, `year` (None: undated), `title`, `outlet`, `doi` (None: none confirmed)."""

    authors: tuple[str, ...]
    year: int | None
    title: str
    outlet: str
    doi: str | None = None

    @property
    def short(self) -> str:
        """Author and year, as in running text.

        >>> Reference(("Nash, John",), 1951, "Non-cooperative games", "Annals of Mathematics").short
        'Nash (1951)'
        """
        names = [author.split(",")[0] for author in self.authors]
        who = f"{names[0]} et al." if len(names) > 3 else ", ".join(names[:-1]) + " and " * (len(names) > 1) + names[-1]
        return f"{who} ({self.year or 'undated'})"

    @property
    def text(self) -> str:
        """The whole reference on one line."""
        link = f" https://doi.org/{self.doi}" if self.doi else ""
        return f"{'; '.join(self.authors)} ({self.year or 'undated'}). {self.title}. {self.outlet}.{link}"


def reference(key: str) -> Reference:
    """The reference of a key. Raises ComarcaError for a key that is not in the bibliography.

    >>> reference("Rubinstein1982").title
    'Perfect equilibrium in a bargaining model'
    """
    if key not in BIBLIOGRAPHY:
        raise ComarcaError(
            "bibliography",
            found=f'the key "{key}"',
            expected="one of " + ", ".join(BIBLIOGRAPHY),
            remedy=did_you_mean(key, BIBLIOGRAPHY),
        )
    return BIBLIOGRAPHY[key]


def cite(key: str) -> str:
    """Author and year of a key.

    >>> cite("AbreuPearceStacchetti1990")
    'Abreu, Pearce and Stacchetti (1990)'
    """
    return reference(key).short


# The sources of the claims.
_CLAIMS = {
    "Almond": Reference(
        ("Almond, Phil",),
        None,
        'Commentary on Herrigel & Zeitlin: "Inter-firm relations in global manufacturing: disintegrated production '
        'and its globalization"',
        "Slides of a talk",
    ),
    "Helmsing1999": Reference(
        ("Helmsing, A.H.J. (Bert)",),
        1999,
        "Flexible specialisation, industrial clusters and districts and 'second' and 'third generation' local "
        "and regional policies",
        "Working Paper 305, Institute of Social Studies, The Hague",
    ),
    "HerrigelZeitlin2010": Reference(
        ("Herrigel, Gary", "Zeitlin, Jonathan"),
        2010,
        "Inter-firm relations in global manufacturing: disintegrated production and its globalization",
        "The Oxford Handbook of Comparative Institutional Analysis, chapter 18, Oxford University Press",
    ),
    "King1990": Reference(
        ("King",),
        1990,
        "The work on local incentives to business that Helmsing (1999), section 4.2, reports",
        "As cited there; its list of references does not give it",
    ),
    "LynchEtAl2000": Reference(
        ("Lynch, Teresa M.", "Hsu, David", "Malek, Kamal M.", "Taylor, Zak"),
        2000,
        "IPC conference summary on globalization",
        "MIT IPC Working Paper 00-003, Industrial Performance Center, Massachusetts Institute of Technology",
    ),
    "PerezAleman2003": Reference(
        ("Perez-Aleman, Paola",),
        2003,
        "Decentralised production organisation and institutional transformation: large and small firm networks in Chile "
        "and Nicaragua",
        "Cambridge Journal of Economics 27",
    ),
    "Sabel1996": Reference(
        ("Sabel, Charles F.",),
        1996,
        "Learning by monitoring: the institutions of economic development",
        "In Smelser, N. and Swedberg, R. (eds), Handbook of Economic Sociology, Sage and Princeton University Press; "
        "the year as cited by Perez-Aleman (2003)",
    ),
}

# Games.
_GAMES = {
    "Abreu1988": Reference(
        ("Abreu, Dilip",),
        1988,
        "On the theory of infinitely repeated games with discounting",
        "Econometrica 56, 383-396",
        "10.2307/1911077",
    ),
    "AbreuMilgromPearce1991": Reference(
        ("Abreu, Dilip", "Milgrom, Paul", "Pearce, David"),
        1991,
        "Information and timing in repeated partnerships",
        "Econometrica 59, 1713-1733",
    ),
    "AbreuPearceStacchetti1990": Reference(
        ("Abreu, Dilip", "Pearce, David", "Stacchetti, Ennio"),
        1990,
        "Toward a theory of discounted repeated games with imperfect monitoring",
        "Econometrica 58, 1041-1063",
        "10.2307/2938299",
    ),
    "AbreuSannikov2014": Reference(
        ("Abreu, Dilip", "Sannikov, Yuliy"),
        2014,
        "An algorithm for two-player repeated games with perfect monitoring",
        "Theoretical Economics 9, 313-338",
    ),
    "Aumann1974": Reference(
        ("Aumann, Robert J.",),
        1974,
        "Subjectivity and correlation in randomized strategies",
        "Journal of Mathematical Economics 1, 67-96",
        "10.1016/0304-4068(74)90037-8",
    ),
    "Aumann1987": Reference(
        ("Aumann, Robert J.",),
        1987,
        "Correlated equilibrium as an expression of Bayesian rationality",
        "Econometrica 55, 1-18",
        "10.2307/1911154",
    ),
    "AvisEtAl2010": Reference(
        ("Avis, David", "Rosenberg, Gabriel D.", "Savani, Rahul", "von Stengel, Bernhard"),
        2010,
        "Enumeration of Nash equilibria for two-player games",
        "Economic Theory 42, 9-37",
        "10.1007/s00199-009-0449-x",
    ),
    "AvisFukuda1992": Reference(
        ("Avis, David", "Fukuda, Komei"),
        1992,
        "A pivoting algorithm for convex hulls and vertex enumeration of arrangements and polyhedra",
        "Discrete & Computational Geometry 8, 295-313",
        "10.1007/BF02293050",
    ),
    "Bernheim1984": Reference(
        ("Bernheim, B. Douglas",),
        1984,
        "Rationalizable strategic behavior",
        "Econometrica 52(4), 1007-1028",
        "10.2307/1911196",
    ),
    "Blackwell1965": Reference(
        ("Blackwell, David",),
        1965,
        "Discounted dynamic programming",
        "Annals of Mathematical Statistics 36, 226-235",
        "10.1214/aoms/1177700285",
    ),
    "Friedman1971": Reference(
        ("Friedman, James W.",),
        1971,
        "A non-cooperative equilibrium for supergames",
        "Review of Economic Studies 38, 1-12",
        "10.2307/2296617",
    ),
    "FudenbergMaskin1986": Reference(
        ("Fudenberg, Drew", "Maskin, Eric"),
        1986,
        "The folk theorem in repeated games with discounting or with incomplete information",
        "Econometrica 54, 533-554",
        "10.2307/1911307",
    ),
    "GilboaKalaiZemel1990": Reference(
        ("Gilboa, Itzhak", "Kalai, Ehud", "Zemel, Eitan"),
        1990,
        "On the order of eliminating dominated strategies",
        "Operations Research Letters 9(2), 85-89",
    ),
    "GoldlueckeKranz2012": Reference(
        ("Goldlücke, Susanne", "Kranz, Sebastian"),
        2012,
        "Infinitely repeated games with public monitoring and monetary transfers",
        "Journal of Economic Theory 147, 1191-1221",
    ),
    "HartSchmeidler1989": Reference(
        ("Hart, Sergiu", "Schmeidler, David"),
        1989,
        "Existence of correlated equilibria",
        "Mathematics of Operations Research 14, 18-25",
    ),
    "Kuhn1953": Reference(
        ("Kuhn, Harold W.",),
        1953,
        "Extensive games and the problem of information",
        "Contributions to the Theory of Games II, Annals of Mathematics Studies 28, 193-216",
        "10.1515/9781400881970-012",
    ),
    "Jansen1981": Reference(
        ("Jansen, M. J. M.",),
        1981,
        "Maximal Nash subsets for bimatrix games",
        "Naval Research Logistics Quarterly 28, 147-152",
        "10.1002/nav.3800280113",
    ),
    "McKelveyMcLennan1996": Reference(
        ("McKelvey, Richard D.", "McLennan, Andrew"),
        1996,
        "Computation of equilibria in finite games",
        "Handbook of Computational Economics 1, 87-142",
    ),
    "NauEtAl2004": Reference(
        ("Nau, Robert", "Gomez Canovas, Sabrina", "Hansen, Pierre"),
        2004,
        "On the geometry of Nash equilibria and correlated equilibria",
        "International Journal of Game Theory 32, 443-453",
    ),
    "PorterNudelmanShoham2008": Reference(
        ("Porter, Ryan", "Nudelman, Eugene", "Shoham, Yoav"),
        2008,
        "Simple search methods for finding a Nash equilibrium",
        "Games and Economic Behavior 63, 642-662",
    ),
    "LemkeHowson1964": Reference(
        ("Lemke, Carlton E.", "Howson, Joseph T."),
        1964,
        "Equilibrium points of bimatrix games",
        "Journal of the Society for Industrial and Applied Mathematics 12, 413-423",
        "10.1137/0112033",
    ),
    "Levin2003": Reference(
        ("Levin, Jonathan",),
        2003,
        "Relational incentive contracts",
        "American Economic Review 93, 835-857",
        "10.1257/000282803322157115",
    ),
    "MailathSamuelson2006": Reference(
        ("Mailath, George J.", "Samuelson, Larry"),
        2006,
        "Repeated games and reputations: long-run relationships",
        "Oxford University Press",
    ),
    "MondererShapley1996": Reference(
        ("Monderer, Dov", "Shapley, Lloyd S."),
        1996,
        "Potential games",
        "Games and Economic Behavior 14, 124-143",
        "10.1006/game.1996.0044",
    ),
    "MoulinVial1978": Reference(
        ("Moulin, Hervé", "Vial, Jean-Philippe"),
        1978,
        "Strategically zero-sum games: the class of games whose completely mixed equilibria cannot be improved upon",
        "International Journal of Game Theory 7, 201-221",
    ),
    "Nash1951": Reference(
        ("Nash, John",),
        1951,
        "Non-cooperative games",
        "Annals of Mathematics 54, 286-295",
        "10.2307/1969529",
    ),
    "NisanEtAl2007": Reference(
        ("Nisan, Noam", "Roughgarden, Tim", "Tardos, Éva", "Vazirani, Vijay V."),
        2007,
        "Algorithmic game theory",
        "Cambridge University Press",
        "10.1017/CBO9780511800481",
    ),
    "Olson1965": Reference(
        ("Olson, Mancur",),
        1965,
        "The logic of collective action: public goods and the theory of groups",
        "Harvard University Press",
    ),
    "OsborneRubinstein1994": Reference(
        ("Osborne, Martin J.", "Rubinstein, Ariel"),
        1994,
        "A course in game theory",
        "MIT Press",
    ),
    "Pearce1984": Reference(
        ("Pearce, David G.",),
        1984,
        "Rationalizable strategic behavior and the problem of perfection",
        "Econometrica 52(4), 1029-1050",
        "10.2307/1911197",
    ),
    "PenaLehmannNoeldeke2014": Reference(
        ("Peña, Jorge", "Lehmann, Laurent", "Nöldeke, Georg"),
        2014,
        "Gains from switching and evolutionary stability in multi-player matrix games",
        "Journal of Theoretical Biology 346, 23-33",
    ),
    "PiccioneRubinstein1997": Reference(
        ("Piccione, Michele", "Rubinstein, Ariel"),
        1997,
        "On the interpretation of decision problems with imperfect recall",
        "Games and Economic Behavior 20, 3-24",
    ),
    "Rosenthal1973": Reference(
        ("Rosenthal, Robert W.",),
        1973,
        "A class of games possessing pure-strategy Nash equilibria",
        "International Journal of Game Theory 2, 65-67",
        "10.1007/BF01737559",
    ),
    "Rubinstein1982": Reference(
        ("Rubinstein, Ariel",),
        1982,
        "Perfect equilibrium in a bargaining model",
        "Econometrica 50, 97-109",
        "10.2307/1912531",
    ),
    "Schelling1973": Reference(
        ("Schelling, Thomas C.",),
        1973,
        "Hockey helmets, concealed weapons, and daylight saving: a study of binary choices with externalities",
        "Journal of Conflict Resolution 17, 381-428",
    ),
    "Selten1965": Reference(
        ("Selten, Reinhard",),
        1965,
        "Spieltheoretische Behandlung eines Oligopolmodells mit Nachfrageträgheit",
        "Zeitschrift für die gesamte Staatswissenschaft 121, 301-324 and 667-689",
    ),
    "Selten1978": Reference(
        ("Selten, Reinhard",),
        1978,
        "The chain store paradox",
        "Theory and Decision 9, 127-159",
    ),
    "Shapley1953": Reference(
        ("Shapley, Lloyd S.",),
        1953,
        "Stochastic games",
        "Proceedings of the National Academy of Sciences 39, 1095-1100",
        "10.1073/pnas.39.10.1095",
    ),
    "ThomasWorrall1988": Reference(
        ("Thomas, Jonathan", "Worrall, Tim"),
        1988,
        "Self-enforcing wage contracts",
        "Review of Economic Studies 55, 541-554",
    ),
    "VoorneveldNorde1997": Reference(
        ("Voorneveld, Mark", "Norde, Henk"),
        1997,
        "A characterization of ordinal potential games",
        "Games and Economic Behavior 19, 235-242",
    ),
    "BorgsEtAl2010": Reference(
        (
            "Borgs, Christian",
            "Chayes, Jennifer",
            "Immorlica, Nicole",
            "Kalai, Adam Tauman",
            "Mirrokni, Vahab",
            "others",
        ),
        2010,
        "The myth of the folk theorem",
        "Games and Economic Behavior 70, 34-43",
    ),
    "GoldmanTucker1956": Reference(
        ("Goldman, Alan J.", "Tucker, Albert W."),
        1956,
        "Theory of linear programming",
        "In Kuhn, H. W. and Tucker, A. W. (eds), Linear Inequalities and Related Systems, Annals of Mathematics Studies 38, 53-97",
    ),
    "vonNeumann1928": Reference(
        ("von Neumann, John",),
        1928,
        "Zur Theorie der Gesellschaftsspiele",
        "Mathematische Annalen 100, 295-320",
    ),
    "Winkels1979": Reference(
        ("Winkels, H.-M.",),
        1979,
        "An algorithm to determine all equilibrium points of a bimatrix game",
        "Game Theory and Related Topics, North-Holland, 137-148",
    ),
    "vonStengel2007": Reference(
        ("von Stengel, Bernhard",),
        2007,
        "Equilibrium computation for two-player games in strategic and extensive form",
        "Algorithmic Game Theory, chapter 3, Cambridge University Press",
    ),
    "Zermelo1913": Reference(
        ("Zermelo, Ernst",),
        1913,
        "Über eine Anwendung der Mengenlehre auf die Theorie des Schachspiels",
        "Proceedings of the Fifth International Congress of Mathematicians 2, 501-504",
    ),
}

# Proofs, algebra, and the software that proposes.
_PROOFS = {
    "Bareiss1968": Reference(
        ("Bareiss, Erwin H.",),
        1968,
        "Sylvester's identity and multistep integer-preserving Gaussian elimination",
        "Mathematics of Computation 22, 565-578",
        "10.1090/S0025-5718-1968-0226829-0",
    ),
    "BasuPollackRoy2006": Reference(
        ("Basu, Saugata", "Pollack, Richard", "Roy, Marie-Françoise"),
        2006,
        "Algorithms in real algebraic geometry, second edition",
        "Springer",
        "10.1007/3-540-33099-2",
    ),
    "Bland1977": Reference(
        ("Bland, Robert G.",),
        1977,
        "New finite pivoting rules for the simplex method",
        "Mathematics of Operations Research 2(2), 103-107",
    ),
    "Balinski1961": Reference(
        ("Balinski, Michel L.",),
        1961,
        "On the graph structure of convex polyhedra in n-space",
        "Pacific Journal of Mathematics 11, 431-434",
    ),
    "AlKhayyalFalk1983": Reference(
        ("Al-Khayyal, Faiz A.", "Falk, James E."),
        1983,
        "Jointly constrained biconvex programming",
        "Mathematics of Operations Research 8, 273-286",
    ),
    "Clarkson1994": Reference(
        ("Clarkson, Kenneth L.",),
        1994,
        "More output-sensitive geometric algorithms",
        "Proceedings of the 35th Annual Symposium on Foundations of Computer Science, 695-702",
    ),
    "CollinsAkritas1976": Reference(
        ("Collins, George E.", "Akritas, Alkiviadis G."),
        1976,
        "Polynomial real root isolation using Descartes' rule of signs",
        "Proceedings of SYMSAC 1976, 272-275",
        "10.1145/800205.806346",
    ),
    "Dantzig1963": Reference(
        ("Dantzig, George B.",),
        1963,
        "Linear programming and extensions",
        "Princeton University Press",
    ),
    "deMouraBjorner2008": Reference(
        ("de Moura, Leonardo", "Bjørner, Nikolaj"),
        2008,
        "Z3: an efficient SMT solver",
        "Tools and Algorithms for the Construction and Analysis of Systems, LNCS 4963, 337-340",
        "10.1007/978-3-540-78800-3_24",
    ),
    "Handelman1988": Reference(
        ("Handelman, David",),
        1988,
        "Representing polynomials by positive linear functions on compact convex polyhedra",
        "Pacific Journal of Mathematics 132, 35-62",
        "10.2140/pjm.1988.132.35",
    ),
    "HuangfuHall2018": Reference(
        ("Huangfu, Qi", "Hall, J. A. Julian"),
        2018,
        "Parallelizing the dual revised simplex method",
        "Mathematical Programming Computation 10, 119-142",
        "10.1007/s12532-017-0130-5",
    ),
    "JovanovicDeMoura2012": Reference(
        ("Jovanović, Dejan", "de Moura, Leonardo"),
        2012,
        "Solving non-linear arithmetic",
        "International Joint Conference on Automated Reasoning, LNCS 7364, 339-354",
    ),
    "KnightCampbell2018": Reference(
        ("Knight, Vincent", "Campbell, James"),
        2018,
        "Nashpy: a Python library for the computation of Nash equilibria",
        "Journal of Open Source Software 3(30), 904",
        "10.21105/joss.00904",
    ),
    "Krawczyk1969": Reference(
        ("Krawczyk, Rudolf",),
        1969,
        "Newton-Algorithmen zur Bestimmung von Nullstellen mit Fehlerschranken",
        "Computing 4, 187-201",
    ),
    "LenstraLenstraLovasz1982": Reference(
        ("Lenstra, Arjen K.", "Lenstra, Hendrik W.", "Lovász, László"),
        1982,
        "Factoring polynomials with rational coefficients",
        "Mathematische Annalen 261, 515-534",
    ),
    "Krivine1964": Reference(
        ("Krivine, Jean-Louis",),
        1964,
        "Anneaux préordonnés",
        "Journal d'Analyse Mathématique 12, 307-326",
    ),
    "MacIver2019": Reference(
        ("MacIver, David R.", "Hatfield-Dodds, Zac", "contributors"),
        2019,
        "Hypothesis: a new approach to property-based testing",
        "Journal of Open Source Software 4(43), 1891",
        "10.21105/joss.01891",
    ),
    "McMullen1970": Reference(
        ("McMullen, Peter",),
        1970,
        "The maximum numbers of faces of a convex polytope",
        "Mathematika 17, 179-184",
        "10.1112/S0025579300002850",
    ),
    "MeurerEtAl2017": Reference(
        ("Meurer, Aaron", "Smith, Christopher P.", "Paprocki, Mateusz", "others"),
        2017,
        "SymPy: symbolic computing in Python",
        "PeerJ Computer Science 3, e103",
        "10.7717/peerj-cs.103",
    ),
    "Stengle1974": Reference(
        ("Stengle, Gilbert",),
        1974,
        "A Nullstellensatz and a Positivstellensatz in semialgebraic geometry",
        "Mathematische Annalen 207, 87-97",
        "10.1007/BF01362149",
    ),
    "Sturm1829": Reference(
        ("Sturm, Jacques Charles François",),
        1829,
        "Mémoire sur la résolution des équations numériques",
        "Bulletin des Sciences de Férussac 11",
    ),
}

# Where the games of the catalogue and the file formats come from.
_EXAMPLES = {
    "Arthur1994": Reference(
        ("Arthur, W. Brian",),
        1994,
        "Inductive reasoning and bounded rationality",
        "American Economic Review 84(2), 406-411",
    ),
    "Aumann1990": Reference(
        ("Aumann, Robert J.",),
        1990,
        "Nash equilibria are not self-enforcing",
        "In Gabszewicz, J. J., Richard, J.-F. and Wolsey, L. A. (eds), Economic Decision-Making: Games, Econometrics and "
        "Optimisation, North-Holland, 201-206",
    ),
    "Basu1994": Reference(
        ("Basu, Kaushik",),
        1994,
        "The traveler's dilemma: paradoxes of rationality in game theory",
        "American Economic Review 84(2), 391-395",
    ),
    "Bertrand1883": Reference(
        ("Bertrand, Joseph",),
        1883,
        "Théorie mathématique de la richesse sociale",
        "Journal des Savants 67, 499-508",
    ),
    "Braess1968": Reference(
        ("Braess, Dietrich",),
        1968,
        "Über ein Paradoxon aus der Verkehrsplanung",
        "Unternehmensforschung 12, 258-268",
    ),
    "Bruns2015": Reference(
        ("Bruns, Bryan Randolph",),
        2015,
        "Names for games: locating 2 x 2 games",
        "Games 6, 495-520",
        "10.3390/g6040495",
    ),
    "ChalletZhang1997": Reference(
        ("Challet, Damien", "Zhang, Yi-Cheng"),
        1997,
        "Emergence of cooperation and organization in an evolutionary game",
        "Physica A 246, 407-418",
    ),
    "Chvatal1983": Reference(
        ("Chvátal, Vašek",),
        1983,
        "Linear programming",
        "W. H. Freeman",
    ),
    "Cournot1838": Reference(
        ("Cournot, Antoine Augustin",),
        1838,
        "Recherches sur les principes mathématiques de la théorie des richesses",
        "Hachette, Paris",
    ),
    "Diekmann1985": Reference(
        ("Diekmann, Andreas",),
        1985,
        "Volunteer's dilemma",
        "Journal of Conflict Resolution 29, 605-610",
    ),
    "Farquharson1969": Reference(
        ("Farquharson, Robin",),
        1969,
        "Theory of voting",
        "Yale University Press",
    ),
    "FudenbergTirole1991": Reference(
        ("Fudenberg, Drew", "Tirole, Jean"),
        1991,
        "Game theory",
        "MIT Press",
    ),
    "GoereeHolt2001": Reference(
        ("Goeree, Jacob K.", "Holt, Charles A."),
        2001,
        "Ten little treasures of game theory and ten intuitive contradictions",
        "American Economic Review 91, 1402-1422",
    ),
    "GrosskopfNagel2008": Reference(
        ("Grosskopf, Brit", "Nagel, Rosemarie"),
        2008,
        "The two-person beauty contest",
        "Games and Economic Behavior 62, 93-99",
    ),
    "Hart2008": Reference(
        ("Hart, Sergiu",),
        2008,
        "Discrete Colonel Blotto and General Lotto games",
        "International Journal of Game Theory 36, 441-460",
    ),
    "Hirshleifer1983": Reference(
        ("Hirshleifer, Jack",),
        1983,
        "From weakest-link to best-shot: the voluntary provision of public goods",
        "Public Choice 41, 371-386",
    ),
    "Hotelling1929": Reference(
        ("Hotelling, Harold",),
        1929,
        "Stability in competition",
        "Economic Journal 39, 41-57",
    ),
    "IsaacWalker1988": Reference(
        ("Isaac, R. Mark", "Walker, James M."),
        1988,
        "Group size effects in public goods provision: the voluntary contributions mechanism",
        "Quarterly Journal of Economics 103, 179-199",
    ),
    "Jordan1993": Reference(
        ("Jordan, James S.",),
        1993,
        "Three problems in learning mixed-strategy Nash equilibria",
        "Games and Economic Behavior 5, 368-386",
    ),
    "KohlbergMertens1986": Reference(
        ("Kohlberg, Elon", "Mertens, Jean-François"),
        1986,
        "On the strategic stability of equilibria",
        "Econometrica 54, 1003-1037",
    ),
    "LuceRaiffa1957": Reference(
        ("Luce, R. Duncan", "Raiffa, Howard"),
        1957,
        "Games and decisions: introduction and critical survey",
        "Wiley",
    ),
    "MaynardSmith1982": Reference(
        ("Maynard Smith, John",),
        1982,
        "Evolution and the theory of games",
        "Cambridge University Press",
    ),
    "McKelveyMcLennan1997": Reference(
        ("McKelvey, Richard D.", "McLennan, Andrew"),
        1997,
        "The maximal number of regular totally mixed Nash equilibria",
        "Journal of Economic Theory 72, 411-425",
        "10.1006/jeth.1996.2214",
    ),
    "McKelveyPalfrey1992": Reference(
        ("McKelvey, Richard D.", "Palfrey, Thomas R."),
        1992,
        "An experimental study of the centipede game",
        "Econometrica 60, 803-836",
    ),
    "Myerson1978": Reference(
        ("Myerson, Roger B.",),
        1978,
        "Refinements of the Nash equilibrium concept",
        "International Journal of Game Theory 7, 73-80",
    ),
    "Nash1953": Reference(
        ("Nash, John",),
        1953,
        "Two-person cooperative games",
        "Econometrica 21, 128-140",
    ),
    "NudelmanEtAl2004": Reference(
        ("Nudelman, Eugene", "Wortman, Jennifer", "Shoham, Yoav", "Leyton-Brown, Kevin"),
        2004,
        "Run the GAMUT: a comprehensive approach to evaluating game-theoretic algorithms",
        "Proceedings of the Third International Joint Conference on Autonomous Agents and Multiagent Systems, 880-887",
    ),
    "ONeill1987": Reference(
        ("O'Neill, Barry",),
        1987,
        "Nonmetric test of the minimax theory of two-person zerosum games",
        "Proceedings of the National Academy of Sciences 84, 2106-2109",
    ),
    "PalfreyRosenthal1984": Reference(
        ("Palfrey, Thomas R.", "Rosenthal, Howard"),
        1984,
        "Participation and the provision of discrete public goods: a strategic analysis",
        "Journal of Public Economics 24, 171-193",
    ),
    "Pigou1920": Reference(
        ("Pigou, Arthur C.",),
        1920,
        "The economics of welfare",
        "Macmillan",
    ),
    "QuintShubik1997": Reference(
        ("Quint, Thomas", "Shubik, Martin"),
        1997,
        "A theorem on the number of Nash equilibria in a bimatrix game",
        "International Journal of Game Theory 26, 353-359",
    ),
    "RapoportGuyerGordon1976": Reference(
        ("Rapoport, Anatol", "Guyer, Melvin J.", "Gordon, David G."),
        1976,
        "The 2 x 2 game",
        "University of Michigan Press",
    ),
    "RobinsonGoforth2005": Reference(
        ("Robinson, David", "Goforth, David"),
        2005,
        "The topology of the 2x2 games: a new periodic table",
        "Routledge",
    ),
    "Rosenthal1981": Reference(
        ("Rosenthal, Robert W.",),
        1981,
        "Games of perfect information, predatory pricing and the chain-store paradox",
        "Journal of Economic Theory 25, 92-100",
    ),
    "SavaniTurocy2025": Reference(
        ("Savani, Rahul", "Turocy, Theodore L."),
        2025,
        "Gambit: the package for computation in game theory",
        "Software and its documentation of file formats, www.gambit-project.org",
    ),
    "Schelling1960": Reference(
        ("Schelling, Thomas C.",),
        1960,
        "The strategy of conflict",
        "Harvard University Press",
    ),
    "Selten1975": Reference(
        ("Selten, Reinhard",),
        1975,
        "Reexamination of the perfectness concept for equilibrium points in extensive games",
        "International Journal of Game Theory 4, 25-55",
    ),
    "Shapley1964": Reference(
        ("Shapley, Lloyd S.",),
        1964,
        "Some topics in two-person games",
        "In Dresher, M., Shapley, L. S. and Tucker, A. W. (eds), Advances in Game Theory, Annals of Mathematics Studies 52, 1-28",
    ),
    "Shapley1974": Reference(
        ("Shapley, Lloyd S.",),
        1974,
        "A note on the Lemke-Howson algorithm",
        "Mathematical Programming Study 1, 175-189",
    ),
    "SundaliRapoportSeale1995": Reference(
        ("Sundali, James A.", "Rapoport, Amnon", "Seale, Darryl A."),
        1995,
        "Coordination in market entry games with symmetric players",
        "Organizational Behavior and Human Decision Processes 64, 203-218",
    ),
    "VanHuyckBattalioBeil1990": Reference(
        ("Van Huyck, John B.", "Battalio, Raymond C.", "Beil, Richard O."),
        1990,
        "Tacit coordination games, strategic uncertainty, and coordination failure",
        "American Economic Review 80, 234-248",
    ),
    "vonNeumannMorgenstern1944": Reference(
        ("von Neumann, John", "Morgenstern, Oskar"),
        1944,
        "Theory of games and economic behavior",
        "Princeton University Press",
    ),
    "vonStengel1999": Reference(
        ("von Stengel, Bernhard",),
        1999,
        "New maximal numbers of equilibria in bimatrix games",
        "Discrete & Computational Geometry 21, 557-568",
    ),
}

_ALL = _CLAIMS | _GAMES | _EXAMPLES | _PROOFS
BIBLIOGRAPHY: dict[str, Reference] = {key: _ALL[key] for key in sorted(_ALL, key=str.lower)}
