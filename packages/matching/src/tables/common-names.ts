/**
 * How often a name part is met, per person, in rough steps: a match on a common one says little.
 * Source: written for this project from general knowledge of naming; steps are estimates, not counts of any register.
 * Variants of one name are joined with `=`: they are one name, and two different names of this table are never
 * taken for a misspelling of each other.
 */
export const commonNames: readonly (readonly [frequency: number, names: string])[] = [
  [0.2, 'abu=abou=aboo abdul=abdel=abdoul=abdal'],
  [0.035, 'muhammad=mohammed=mohamed=mohammad=muhammed=mohamad=mohamud=mohamoud=mahamat=mamadou=mehmet=mehmed'],
  [
    0.015,
    `ali=aly ahmed=ahmad=ahmet=akhmed hassan=hasan=hassane hussein=husain=hussain=hossein=hossain=husayn=hocine=huseyin
    kim=gim lee=yi=rhee=ri li=ly wang chen=chan zhang=cheung singh khan=khaan nguyen`,
  ],
  [
    // Syllables of Korean given names, written apart.
    0.012,
    `nam chol=cheol=chul yong=young=yeong myong=myung=myeong sung=song=seong il hyon=hyun=hyeon hak chun su=soo ho=hoo kyong=kyung=kyeong=gyong
    min jin ji hye hyok=hyuk sok=seok suk=sook un=eun guk=kuk ung=woong won ok sik=shik chon=cheon pyong=pyung ryong=ryung tae=dae
    kwang=gwang jae=chae hui=hee yon=yeon hun=hoon mi sun=soon tong=dong sang to=do`,
  ],
  [
    0.007,
    `ibrahim=ebrahim=ibrahima=brahim=ibraheem omar=umar=omer=oumar=umer yusuf=youssef=yousef=yousuf=yusef=youssouf=yousif=yosef
    ismail=ismael=esmail=ismaeel=ismayil hamid=hameed=hamed said=saeed=saied=saeid mahmoud=mahmud=mehmood=mahmood=mehmud
    mustafa=mostafa=moustafa=mustapha khalid=khaled=khalit abdullah=abdallah=abdulla=abdoulaye=abdalla osman=usman=othman=uthman=ousmane
    abdulrahman=abdurrahman=abdelrahman=abderrahmane=abdirahman park=pak=bak choi=choe jung=jeong=chung=chong jong kang=gang liu=lau yang
    huang=wong zhao wu zhou xu sun ma tran le pham kumar sharma das begum maria=mariya john=jon jean jose juan garcia=garsia
    rodriguez=rodrigues gonzalez=gonzales=goncalves fernandez=fernandes lopez=lopes martinez perez=peres sanchez silva santos ivanov
    mary anna=ana=hanna james david=dawid=daud=dawood=dawud=daoud michael=mikhail=mykhailo=michel=miguel=mikael`,
  ],
  [
    0.003,
    `hamza=hamzah=hamzeh salim=saleem=selim salem saleh=salih salah tariq=tarek=tarik rashid=rasheed=rachid=rashed nasser=nasir=naser=nassir
    jamal=gamal=djamel=cemal=jamaal karim=kareem=kerim rahman=rehman=rahmane rahim=raheem aziz=azeez abdulaziz=abdelaziz
    bilal=bilaal=belal walid=waleed=oualid majid=majeed faisal=faysal=feisal=faycal adel=adil amir=ameer=emir amin=ameen=emin
    fatima=fatma=fatemeh=fatimah=fatoumata zahra=zohra aisha=ayesha=aicha=aishah mariam=maryam=meryem=maryem nour=noor=nur=nura
    haji qasim=qassim=kassem=kasim=ghasem=gasim mansour=mansur=mansoor jaber=jabir=jaabir sami samir=sameer rafiq=rafik yasin=yassin=yaseen=yacine
    farah farid=fareed habib=habeeb hakim=hakeem harun=haroon=haroun idris=idriss=edris iqbal jafar=jaafar=jafer
    latif=lateef malik=malek musa=moussa=mousa nabil=nabeel qadir=kader=qader sadiq=sadik=sadegh suleiman=sulaiman=soleiman=suleyman=sulayman=sliman
    taha yahya=yahia=yehia yaqub=yaqoob=yakub=yaqoub=yacoub zakaria=zakariya=zakariyya zaki ziad=ziyad=zeyad zubair=zubeir=zoubeir
    abbas akbar=akber anwar=anwer asghar ayub=ayoub=ayyub aslam ashraf=achraf azam basir=baseer=bashir=basheer=bachir daoud
    ghulam=gholam=golam haider=haidar=haydar=heydar islam javed=javaid=jawed kamal=kamel=kemal mehdi=mahdi murad=mourad mujahid nadir=nader
    naji nawaz nazir=nazeer nuri=noori qureshi=quraishi=koreishi rafi raza=reza=riza riaz=riyad=riyadh sabir=saber sarwar=sarwer
    shah=schah shahid=shaheed sharif=shareef=cherif siddiq=siddique=sediq tahir=taher=tahar wahid=waheed yunus=younis=younes=yunis zahid zaman
    mirza mir gul wali=vali din=deen ullah allah haq=haqq=huq hadi=haadi hashim=hashem=hachem=hashimi=hashemi imran=omran irfan issa=isa=eissa
    abdi=abdy warsame hirsi nuur jama farax adan=aden=adam hersi diallo traore coulibaly keita toure cisse ba=bah sow barry camara konate diop ndiaye fall
    musa sani bello garba yakubu adamu okafor okeke adeyemi mensah osei owusu banda phiri moyo dlamini
    park cho=jo yoon=yun jang=chang lim=im=rim han oh=o seo=suh=so shin=sin kwon hwang ahn=an song ryu=yoo=yu hong jeon=jon ko=go moon=mun son=sohn bae=pae
    paek=baek
    lin he guo gao luo zheng liang xie tang deng feng cao peng zeng xiao tian dong pan yuan cai jiang yu du ye cheng wei su lu ding ren shen yao
    ming hua jun ping jie mei ling xin yan hui fang min hong bo bin tao lei chao gang qiang long
    hoang phan vu vo dang bui do ngo duong van thi minh thanh anh hung tuan quang duc
    patel gupta verma shah mehta reddy rao nair iyer yadav mishra joshi pandey chowdhury=chaudhry=choudhury=chaudhary=chaudry bhatt kaur ram lal devi kumari
    rahul amit sanjay raj vijay ravi anil sunil suresh ramesh priya anita sunita
    uddin miah sarkar roy ghosh sen paul bose dutta
    smith jones brown johnson williams miller davis wilson taylor thomas=tomas anderson moore martin=marten thompson white harris clark lewis walker hall
    robert=roberto william=guillaume=wilhelm richard=ricardo joseph=josef=jozef charles=carlos=karl=carl christopher daniel=danial=danyal matthew=mateo=matteo=matthias
    anthony=antonio=anton=antoine mark=marc=marco=marcus=markus paul=pablo=paulo=pavel=pavlo steven=stephen=stefan=stephan=esteban andrew=andreas=andrei=andrey=andrii=andres=andre
    george=georg=jorge=georges=giorgos=georgi=yuri kevin brian edward=eduardo=eduard jason jeffrey ryan jacob=jakob=yakov eric=erik frank scott
    peter=pedro=pierre=petr=pyotr=petro=piotr patrick alexander=aleksandr=oleksandr=alexandre=alejandro=aleksander=alexandr simon philip=felipe=philippe
    patricia jennifer linda elizabeth=elisabeth=elizaveta barbara susan jessica sarah=sara karen lisa nancy sandra emily michelle laura
    lucia carmen rosa=rose teresa=theresa isabel=isabella claudia monica=monika paula luz
    ivan=jan=yan=johann=johannes vladimir=volodymyr=uladzimir=wladimir sergei=sergey=serhii=serge=sergio dmitri=dmitry=dmytro=dimitri alexei=aleksei=alexey=oleksii
    nikolai=nikolay=mykola=nicolas=nikolas=nicholas=nikolaos igor=ihor oleg=oleh viktor=victor boris yevgeny=evgeny=evgeni=yevhen=eugene konstantin=konstantinos
    olga=olha elena=olena=yelena=helena natalia=natalya=nataliya tatiana=tatyana svetlana=svitlana irina=iryna=irene ekaterina=kateryna=katerina=catherine=katarina
    petrov smirnov kuznetsov popov sokolov volkov morozov novak kowalski horvat nagy toth szabo
    hernandez=hernandes gomez=gomes diaz=dias torres ramirez=ramires flores rivera reyes cruz morales ortiz gutierrez ramos ruiz alvarez=alvares castillo romero
    oliveira souza=sousa pereira costa ferreira almeida carvalho ribeiro lima
    yilmaz kaya demir celik sahin yildiz ozturk aydin arslan=aslan dogan kilic can mert
    muller=mueller schmidt=schmitt schneider fischer weber meyer=meier=maier wagner becker hoffmann hofmann bauer koch
    rossi russo ferrari bianchi giuseppe luigi francesco=francisco=francois=franz
    sato suzuki takahashi=takahasi tanaka watanabe ito yamamoto nakamura kobayashi kato yoshida yamada sasaki
    budi setiawan wijaya hidayat kurniawan nugroho saputra sari dewi putra agus siti nurul binti bakar
    kabir akhtar=akhter bhatti mahmoudi=mahmudi kazmi naqvi rizvi zaidi zaydi siddiqui=siddiqi ansari farooq=faruq=farouk=faruk nadeem=nadim naveed=navid saad=sad talib=taleb
    khalil=khaleel hamad=hamed hamdan jabbar=jabar jabr jalil=jaleel kazem=kadhim=kazim laith mahdi munir=mounir=mouneer muslim nizar qais=qays rami ramzi=ramzy sabri shaker=shakir
    sultan tamer thamer ubaid=obaid=ubayd wael=wail yaser=yasir=yassir=yasser yazid zayd=zaid=zeid haddad khoury=khouri najjar masri sayegh awad=awadh odeh mutairi=mutayri otaibi=utaibi harbi
    shehri=shahri ghamdi qahtani dosari=dossari shammari=shamari zahrani anazi=enezi juburi=jabouri=jubouri=jibouri dulaimi=dulaymi tamimi hashimi saleh bakri sudani misri tunisi libi iraqi
    hosseini=husseini=hussaini=husayni ahmadi=ahmedi mohammadi=muhammadi karimi rezaei=rezai rahimi moradi=muradi nazari haidari=heydari=haydari jafari=jaafari akbari sadeghi=sadiqi mousavi=musavi=moosavi
    noori hamidi sharifi amini azizi salehi=salihi rashidi yousefi=yusufi=yousufi ebrahimi=ibrahimi ghorbani bagheri kazemi=kazimi najafi soltani zadeh agha=aqa=agah jan gholami zahedi=zahidi popal wardak stanikzai
    abdirahman abdullahi=abdillahi=abdulahi ahmednur aweys=aweis dahir=daher=dhahir elmi=ilmi gedi guled hashi=hashi mire mohamoud=mahmoud nuh=nooh omer yusuf abdikarim bashir barre=barreh mutua otieno wanjiru kamau haile tesfaye bekele abebe alem
    usman aminu ibrahima kone sylla ndiaye sy touré sanogo sangare dembele koné sarr seck ousmane sesay kargbo turay conteh
    kaplan koc=koch ozdemir yildirim polat aksoy kara tekin erdogan ozkan acar murat hakan emre burak fatih huseyin serkan volkan gokhan ayse emine elif zeynep
    rahmat=rehmat hidayatullah nugraha susanto santoso lestari wulan putri rizki=rizky fajar bambang hendra joko suharto sutrisno mulyadi saleh yusof razak=razaq hakim osman aminah siti noraini zulkifli
    ong goh teo ng tsai hsu hsieh lau cheng kwok fong jianhua xiaoming jinping weiming
    kuznetsova ivanova petrova smirnova bondarenko kovalenko shevchenko tkachenko melnyk kravchenko boyko koval sidorov fedorov mikhailov romanov pavlov alexeev=alekseev stepanov nikolaev orlov makarov zakharov
    cohen=kohen levy=levi israel avraham=abraham=avram moshe=moses yitzhak=isaac`,
  ],
]

/** Words of organisation names that say little about which organisation it is. Source: written for this project. */
export const commonOrganisationWords: readonly (readonly [frequency: number, names: string])[] = [
  [
    0.05,
    `company corporation group international trading bank the of and for general national limited enterprise services service industries
    holding holdings trust fund foundation organization association`,
  ],
  [
    0.015,
    `industry technology development investment management global capital partners solutions systems engineering construction export import
    shipping marine transport energy oil gas petroleum exchange money commercial finance financial insurance medical health
    university institute center department ministry committee council union society party front army movement brigade battalion islamic arab
    korea korean iran iranian russian american european african united states new first central north south east west world relief
    charity humanitarian research science security economic cooperation mining minerals motor motors food foods media network digital
    electronics electric power products supply supplies house club star sea ship line lines agency office works factory business
    enterprises equipment materials metal steel machinery aviation air airlines travel real estate properties consulting europe asia africa america`,
  ],
]
