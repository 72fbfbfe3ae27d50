"""Countries: what they are called, their parts, and what is said of their people."""

from __future__ import annotations

# A line is a country: its name = other names and parts | adjectives. What is left out is ambiguous: Georgia
# (a state too), Victoria and Virginia (names of people).
_TABLE = """
Afghanistan | Afghan
Albania | Albanian
Algeria | Algerian
Angola | Angolan
Argentina | Argentine, Argentinian, Argentinean
Armenia | Armenian
Australia = New South Wales, Queensland, Tasmania, Western Australia, South Australia, Northern Territory | Australian
Austria | Austrian
Azerbaijan | Azerbaijani
Bahrain | Bahraini
Bangladesh | Bangladeshi
Barbados | Barbadian
Belarus | Belarusian
Belgium = Flanders | Belgian, Flemish
Benin | Beninese
Bhutan | Bhutanese
Bolivia | Bolivian
Bosnia and Herzegovina | Bosnian
Botswana | Botswanan
Brazil | Brazilian
Brunei | Bruneian
Bulgaria | Bulgarian
Burkina Faso | Burkinabe
Burundi | Burundian
Cambodia | Cambodian
Cameroon | Cameroonian
Canada = Ontario, Quebec, British Columbia, Alberta, Manitoba, Saskatchewan, Nova Scotia, Newfoundland | Canadian
Chile | Chilean
China = Mainland China, People's Republic of China | Chinese
Colombia | Colombian
Costa Rica | Costa Rican
Croatia | Croatian
Cuba | Cuban
Cyprus | Cypriot
Czechia = Czech Republic | Czech
Democratic Republic of the Congo = DR Congo | Congolese
Denmark | Danish
Dominican Republic |
Ecuador | Ecuadorian
Egypt | Egyptian
El Salvador | Salvadoran
Eritrea | Eritrean
Estonia | Estonian
Eswatini = Swaziland |
Ethiopia | Ethiopian
Fiji | Fijian
Finland | Finnish
France | French
Gabon |
Gambia | Gambian
Germany | German
Ghana | Ghanaian
Greece | Greek
Guatemala | Guatemalan
Haiti | Haitian
Honduras | Honduran
Hong Kong |
Hungary | Hungarian
Iceland | Icelandic
India | Indian
Indonesia | Indonesian
Iran = Islamic Republic of Iran | Iranian
Iraq | Iraqi
Ireland = Republic of Ireland | Irish
Israel | Israeli
Italy | Italian
Ivory Coast = Cote d'Ivoire | Ivorian
Jamaica | Jamaican
Japan | Japanese
Jordan | Jordanian
Kazakhstan | Kazakh
Kenya | Kenyan
Kosovo | Kosovar
Kuwait | Kuwaiti
Kyrgyzstan | Kyrgyz
Laos | Lao, Laotian
Latvia | Latvian
Lebanon | Lebanese
Lesotho | Basotho
Liberia | Liberian
Libya | Libyan
Lithuania | Lithuanian
Luxembourg |
Madagascar | Malagasy
Malawi | Malawian
Malaysia | Malaysian
Maldives | Maldivian
Mali | Malian
Malta | Maltese
Mauritius | Mauritian
Mexico | Mexican
Moldova | Moldovan
Mongolia | Mongolian
Montenegro | Montenegrin
Morocco | Moroccan
Mozambique | Mozambican
Myanmar = Burma | Burmese
Namibia | Namibian
Nepal | Nepali, Nepalese
Netherlands = The Netherlands, Holland | Dutch
New Zealand = Aotearoa New Zealand, Aotearoa | New Zealand
Nicaragua | Nicaraguan
Niger |
Nigeria | Nigerian
North Macedonia | Macedonian
Norway | Norwegian
Oman | Omani
Pakistan | Pakistani
Palestine = Gaza Strip, West Bank | Palestinian
Panama | Panamanian
Papua New Guinea |
Paraguay | Paraguayan
Peru | Peruvian
Philippines | Filipino, Philippine
Poland | Polish
Portugal | Portuguese
Qatar | Qatari
Romania | Romanian
Russia = Russian Federation | Russian
Rwanda | Rwandan
Samoa | Samoan
Saudi Arabia = Kingdom of Saudi Arabia, KSA | Saudi, Saudi Arabian
Senegal | Senegalese
Serbia | Serbian
Sierra Leone | Sierra Leonean
Singapore | Singaporean
Slovakia | Slovak
Slovenia | Slovenian, Slovene
Somalia | Somali
South Africa | South African
South Korea = Republic of Korea, Korea | Korean, South Korean
South Sudan | South Sudanese
Spain = Catalonia | Spanish
Sri Lanka | Sri Lankan
Sudan | Sudanese
Sweden | Swedish
Switzerland | Swiss
Syria | Syrian
Taiwan | Taiwanese
Tajikistan | Tajik
Tanzania | Tanzanian
Thailand | Thai
Togo | Togolese
Trinidad and Tobago | Trinidadian
Tunisia | Tunisian
Turkey = Turkiye | Turkish
Uganda | Ugandan
Ukraine | Ukrainian
United Arab Emirates = UAE | Emirati
United Kingdom = UK, U.K., Great Britain, Britain, England, Scotland, Wales, Northern Ireland, NHS | British, Scottish, Welsh, Northern Irish, UK, English
United States = United States of America, USA, U.S.A., U.S., Alabama, Alaska, Arizona, Arkansas, California, Colorado, Connecticut, Florida, Hawaii, Idaho, Illinois, Indiana, Iowa, Kansas, Kentucky, Louisiana, Maryland, Massachusetts, Michigan, Minnesota, Mississippi, Missouri, Montana, Nebraska, Nevada, New Hampshire, New Jersey, New Mexico, New York, North Carolina, North Dakota, Ohio, Oklahoma, Oregon, Pennsylvania, Puerto Rico, Rhode Island, South Carolina, South Dakota, Tennessee, Texas, Utah, Vermont, West Virginia, Wisconsin, Wyoming | American, US, U.S.
Uruguay | Uruguayan
Uzbekistan | Uzbek
Venezuela | Venezuelan
Vietnam = Viet Nam | Vietnamese
Yemen | Yemeni
Zambia | Zambian
Zimbabwe | Zimbabwean
"""  # noqa: E501 - one line, one country


def _read() -> tuple[dict[str, str], dict[str, str]]:
    names: dict[str, str] = {}
    adjectives: dict[str, str] = {}
    for line in _TABLE.strip().splitlines():
        left, _, said = line.partition("|")
        name, _, others = left.partition("=")
        country = name.strip()
        for other in [country, *filter(None, (one.strip() for one in others.split(",")))]:
            names[other] = country
        for adjective in filter(None, (one.strip() for one in said.split(","))):
            adjectives[adjective] = country
    return names, adjectives


NAMES, ADJECTIVES = _read()
